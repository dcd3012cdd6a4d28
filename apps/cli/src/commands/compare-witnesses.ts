import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  compareViews,
  explainProblem,
  keyInChain,
  noteVerifier,
  numberInChain,
  openCheckpoint,
  originInChain,
  parseNote,
  parseWitnessPolicy,
  type PolicyWitness,
  type SeenHead,
  tileReader,
  type VerifierKey,
  type ViewFinding,
} from '@gatehouse/merkle';
import { type Io, say } from '../io.js';
import { fromAddress } from './log-chain.js';

/** A head that somebody was shown, with the note that proves it. */
type Shown = { readonly origin: string; readonly head: SeenHead; readonly note: string };

const mostBytes = 1_000_000;
const patienceMilliseconds = 20_000;

/** Exit statuses: all saw one log; some saw another one, or one that is not shown any more; a witness did not say what it saw. */
const status = { one: 0, split: 1, silent: 3 } as const;

/**
 * `journal compare`: asks every witness of a policy which head it was shown last, and the log for its own, and holds all of them against
 * each other. Whoever shows each witness another log is found by it, which no witness sees by itself. For whoever runs a witness, and for anybody.
 */
export async function compareCommand(words: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args: words,
    options: { policy: { type: 'string' }, out: { type: 'string' } },
    allowPositionals: true,
  });
  const [log] = positionals;
  if (log === undefined || values.policy === undefined) {
    say(
      io,
      'Say which log and by whom it is witnessed: gatehouse journal compare URL --policy FILE [--out DIR]',
      '请指定日志网址与见证方案：gatehouse journal compare 网址 --policy 文件 [--out 目录]',
    );
    return 2;
  }
  const policy = parseWitnessPolicy(await readFile(values.policy, 'utf8'));
  if (!policy.ok) {
    const { en, zh } = explainProblem(policy.problem);
    say(io, en, zh);
    return 1;
  }
  const { witnesses, logKeys } = policy.value;
  const shown: Shown[] = [];
  const silent: string[] = [];
  for (const witness of witnesses) {
    const said = await headsOf(witness, logKeys);
    if (said === undefined || said.length === 0) silent.push(witness.name);
    else shown.push(...said);
  }
  // The log last: nobody may have been shown more than it shows now.
  for (const origin of new Set([...logKeys.map(({ name }) => name), ...shown.map(({ origin: of }) => of)])) {
    const own = await publishedHead(log, origin, logKeys);
    if (own !== undefined) shown.push(own);
  }
  const isLogSilent = !shown.some(({ head }) => head.by.includes(log));
  if (isLogSilent) silent.push(log);
  // A log that cannot be reached proves nothing and hides nothing; two roots for one size do not need it.
  const findings = (await findingsIn(log, shown)).filter(({ kind }) => kind === 'two-histories' || !isLogSilent);
  for (const name of silent) say(io, `${name} did not say which head it has.`, `${name} 未告知其日志头。`);
  for (const finding of findings) await tell(finding, shown, values.out, io);
  if (findings.length > 0) return status.split;
  for (const { head } of shown) say(io, `${head.by.join(', ')}: ${head.size}`);
  if (silent.length > 0) {
    say(io, 'Those who answered were shown one log. 已答复的各方所见为同一日志。');
    return status.silent;
  }
  say(io, 'All of them were shown one log. 各方所见为同一日志。');
  return status.one;
}

/** What a witness was shown last of each log; undefined where it does not answer as a witness does. */
async function headsOf(
  { name, key, address }: PolicyWitness,
  logKeys: readonly VerifierKey[],
): Promise<Shown[] | undefined> {
  if (address === undefined) return undefined;
  const base = address.endsWith('/') ? address : `${address}/`;
  const bytes = await read(new URL('heads', base));
  const notes = bytes === undefined ? undefined : notesIn(bytes);
  return notes?.flatMap((note) => {
    const opened = open(Buffer.from(note), logKeys, key);
    const { checkpoint, witnessSignatures } = opened ?? {};
    if (checkpoint === undefined || witnessSignatures?.some(({ name: by }) => by === key.name) !== true) return [];
    return [{ origin: checkpoint.origin, head: { ...checkpoint, by: [name] }, note }];
  });
}

async function publishedHead(log: string, origin: string, logKeys: readonly VerifierKey[]): Promise<Shown | undefined> {
  const bytes = await fromAddress(log)(`${folderOf(origin)}checkpoint`, mostBytes).catch(() => undefined);
  const checkpoint = bytes === undefined ? undefined : open(bytes, logKeys)?.checkpoint;
  if (bytes === undefined || checkpoint?.origin !== origin) return undefined;
  return { origin, head: { ...checkpoint, by: [log] }, note: Buffer.from(bytes).toString('utf8') };
}

function open(bytes: Uint8Array, logKeys: readonly VerifierKey[], witness?: VerifierKey) {
  const note = parseNote(bytes);
  const origin = note.ok ? (note.value.text.split('\n', 1)[0] ?? '') : '';
  const keys = logKeys.map((key) => keyInChain(key, origin)).filter(({ name }) => name === origin);
  if (keys.length === 0) return undefined;
  const witnessKeys = witness === undefined ? {} : { witnessKeys: [noteVerifier(witness)] };
  const opened = openCheckpoint(bytes, { logKeys: keys.map((key) => noteVerifier(key)), origin, ...witnessKeys });
  return opened.ok ? opened.value : undefined;
}

async function findingsIn(log: string, shown: readonly Shown[]): Promise<ViewFinding[]> {
  const findings: ViewFinding[] = [];
  for (const origin of new Set(shown.map(({ origin: of }) => of))) {
    const heads = shown.filter(({ origin: of }) => of === origin).map(({ head }) => head);
    const readFile = fromAddress(log);
    findings.push(
      ...(await compareViews(
        heads,
        tileReader((path, maximum) => readFile(`${folderOf(origin)}${path}`, maximum).catch(() => undefined)),
      )),
    );
  }
  return findings;
}

/** Says who was shown what, and keeps both notes, each signed by the log: they are the proof. */
async function tell(
  { kind, earlier, later }: ViewFinding,
  shown: readonly Shown[],
  out: string | undefined,
  io: Io,
): Promise<void> {
  const [en, zh] = findingWords[kind];
  const one = `${earlier.by.join(', ')}: ${earlier.size}`;
  const other = `${later.by.join(', ')}: ${later.size}`;
  say(io, `EVIDENCE. ${en} ${one}; ${other}.`, `证据。${zh}${one}；${other}。`);
  if (out === undefined) return;
  await mkdir(out, { recursive: true, mode: 0o700 });
  const notes = [earlier, later].map((head) => shown.find((one) => one.head.by[0] === head.by[0])?.note ?? '');
  const file = join(out, `split-${earlier.size}-${later.size}.txt`);
  await writeFile(file, notes.join('\n'));
  say(io, `Both heads, signed by the log: ${file}`, `两个由日志签名的日志头：${file}`);
}

const findingWords = {
  'two-histories': ['The log showed two histories:', '该日志展示了两份不同的历史：'],
  'not-shown': ['The log does not show any more what it once showed:', '该日志已不再展示其曾展示的内容：'],
} as const;

/** Where a later log of the chain lies. */
function folderOf(origin: string): string {
  const number = numberInChain(origin);
  return origin === originInChain(origin, 1) ? '' : `log-${number}/`;
}

function notesIn(bytes: Uint8Array): string[] | undefined {
  try {
    const said = JSON.parse(Buffer.from(bytes).toString('utf8')) as { heads?: unknown };
    return Array.isArray(said.heads) ? said.heads.filter((note) => typeof note === 'string') : undefined;
  } catch {
    return undefined;
  }
}

async function read(address: URL): Promise<Uint8Array | undefined> {
  try {
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(patienceMilliseconds) });
    const bytes = answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
    return bytes === undefined || bytes.length > mostBytes ? undefined : bytes;
  } catch {
    return undefined;
  }
}
