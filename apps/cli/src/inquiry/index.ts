import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { batchEndpoints, type BatchProgress, IdentityProof, inquiryEndpoints } from '@gatehouse/contract';
import type { ApiClient } from '../api-client.js';
import { type Io, say } from '../io.js';
import { clientFromEnvironment } from './address.js';
import { readContacts } from './contacts.js';
import { doDeed } from './deeds.js';
import { readList, rowsOf, sayListProblems, sayStanding, uploadList, watchList } from './lists.js';

const status = { done: 0, notUnderstood: 2, rowsLeft: 3 } as const;

type Flags = Readonly<Record<'out' | 'kind' | 'on' | 'contacts', string | undefined>> & {
  readonly sample: boolean | undefined;
  readonly again: boolean | undefined;
};

/** A verb: what stands after it, and what it does with the node. @returns the exit status */
type Verb = {
  readonly usage: string;
  readonly needs: readonly (keyof Flags | 'place')[];
  readonly run: (client: ApiClient, io: Io, place: string, flags: Flags) => Promise<number>;
};

const verbs: Readonly<Record<string, Verb>> = {
  template: {
    usage: '--out FILE [--sample]',
    needs: ['out'],
    run: async (client, io, _place, { out, sample }) => {
      const query = { content: sample === true ? 'sample' : 'empty' } as const;
      return keep(io, out, await client.file(batchEndpoints.template, { query }));
    },
  },
  upload: {
    usage: 'FILE [--again]',
    needs: ['place'],
    run: async (client, io, file, { again }) =>
      tellProblems(client, io, await uploadList(client, io, file, again === true)),
  },
  watch: {
    usage: 'LIST',
    needs: ['place'],
    run: async (client, io, id) => tellProblems(client, io, await watchList(client, io, id)),
  },
  status: {
    usage: 'LIST',
    needs: ['place'],
    run: async (client, io, id) => {
      sayStanding(io, await readList(client, id));
      return status.done;
    },
  },
  problems: {
    usage: 'LIST',
    needs: ['place'],
    run: async (client, io, id) => tellProblems(client, io, await readList(client, id)),
  },
  'set-aside': { usage: 'LIST', needs: ['place'], run: setAside },
  prove: {
    usage: 'LIST --kind KIND',
    needs: ['place', 'kind'],
    run: async (client, io, id, { kind }) => {
      const body = IdentityProof.parse({ kind });
      return leftOr(await doDeed(client, io, 'proveIdentity', await readList(client, id), body));
    },
  },
  notices: {
    usage: 'LIST --on YYYY-MM-DD',
    needs: ['place', 'on'],
    run: async (client, io, id, { on = '' }) =>
      leftOr(await doDeed(client, io, 'serveNotices', await readList(client, id), { servedOn: on })),
  },
  consents: { usage: 'LIST --contacts FILE', needs: ['place', 'contacts'], run: sendConsents },
  submit: {
    usage: 'LIST',
    needs: ['place'],
    run: async (client, io, id) => {
      const list = await readList(client, id);
      return leftOr(await doDeed(client, io, 'submit', list, { version: list.version }));
    },
  },
  results: {
    usage: 'LIST --out FILE.xlsx|FILE.csv',
    needs: ['place', 'out'],
    run: async (client, io, batchId, { out = '' }) => {
      const format = out.toLowerCase().endsWith('.csv') ? 'csv' : 'xlsx';
      return keep(io, out, await client.file(inquiryEndpoints.exportResults, { body: { format, batchId } }));
    },
  },
  notice: {
    usage: 'INQUIRY --out FILE.pdf',
    needs: ['place', 'out'],
    run: async (client, io, id, { out }) =>
      keep(io, out, await client.file(inquiryEndpoints.notice, { params: { id } })),
  },
};

/**
 * `inquiry VERB …`: the line of a unit from its list to the answers, over the API of a node.
 * @returns 0 done, 1 refused, 2 not understood, 3 rows have problems or were left, each named
 */
export async function inquiryCommand(words: string[], io: Io): Promise<number> {
  const [name = '', ...rest] = words;
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  const { values, positionals } = parseArgs({
    args: rest,
    options: {
      ...{ out: { type: 'string' }, kind: { type: 'string' }, on: { type: 'string' }, contacts: { type: 'string' } },
      ...{ sample: { type: 'boolean' }, again: { type: 'boolean' } },
    },
    allowPositionals: true,
  });
  const [place = ''] = positionals;
  const flags = values as Flags;
  if (verb === undefined || verb.needs.some((need) => (need === 'place' ? place === '' : flags[need] === undefined))) {
    for (const [known, { usage }] of Object.entries(verbs)) say(io, `gatehouse inquiry ${known} ${usage}`);
    say(io, 'GATEHOUSE_ADDRESS, GATEHOUSE_TOKEN_FILE: docs/how-to/check-people-from-a-program.md');
    return status.notUnderstood;
  }
  return verb.run(await clientFromEnvironment(io), io, place, flags);
}

async function tellProblems(client: ApiClient, io: Io, list: BatchProgress): Promise<number> {
  const problems = await sayListProblems(client, io, list);
  sayStanding(io, list);
  return leftOr(problems);
}

async function setAside(client: ApiClient, io: Io, id: string): Promise<number> {
  const { version } = await readList(client, id);
  const moved = await client.call(batchEndpoints.setAside, { params: { id }, body: { version } });
  say(io, `Rows with problems are now list ${moved.setAside.id}. 有问题的行已移入名单 ${moved.setAside.id}。`);
  return status.done;
}

async function sendConsents(client: ApiClient, io: Io, id: string, { contacts: file = '' }: Flags): Promise<number> {
  const reached = await readContacts(file);
  const contacts = [];
  for await (const row of rowsOf(client, id)) {
    const contact = row.rowNumber === null || row.rowNumber === undefined ? undefined : reached.get(row.rowNumber);
    if (contact !== undefined) contacts.push({ ...contact, inquiryId: row.id });
  }
  const missing = reached.size - contacts.length;
  if (missing > 0) say(io, `${missing} rows of the file are not in the list. 文件中有 ${missing} 行不在名单内。`);
  const list = await readList(client, id);
  let left = missing;
  // The contract takes this many at once.
  for (let at = 0; at < contacts.length; at += 500) {
    left += await doDeed(client, io, 'sendConsents', list, { contacts: contacts.slice(at, at + 500) });
  }
  return leftOr(left);
}

async function keep(io: Io, out: string | undefined, bytes: Uint8Array): Promise<number> {
  if (out === undefined) return status.notUnderstood;
  await writeFile(out, bytes, { mode: 0o600 });
  say(io, `Written to ${out}. 已写入 ${out}。`);
  return status.done;
}

function leftOr(rows: number): number {
  return rows > 0 ? status.rowsLeft : status.done;
}
