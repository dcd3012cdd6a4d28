import { type AnswerOf, type Permission, type RequestOf, tipCodeLength, type tipEndpoints } from '@gatehouse/contract';
import { deadline } from '@gatehouse/law';
import { act, readAct } from '../../../kernel/act.js';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId, newReadableCode, readableCodeFrom } from '../../../kernel/ids.js';
import { requestContext } from '../../../kernel/request-context.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { newSealer, sealersFor } from '../../../kernel/sealing.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Organisation, Workplace } from '../doors.js';
import { areaOfTip, shownTipCode, tipCode, tipWords } from '../rules/tips.js';
import { tipStore } from '../store/tip-store.js';
import { organisationName } from '../views/unit-names.js';

type Endpoints = typeof tipEndpoints;

/** Under which table the words of a tip are sealed. */
export const tipTable = 'workforce.tip';
const keyKind = 'workforce.tip';
const purpose = 'workforce.tip-receipt';
const viewer = systemViewer('tips');

/** The authorities that take tips; where nobody may open one, none is sent. */
export function tipAreas(at: Workplace): Promise<readonly Organisation[]> {
  return areasThatMay(at, 'workforce:tips');
}

/** The authorities where somebody holds a permission: whoever is handed something must be able to see to it. */
export function areasThatMay({ kernel, doors }: Workplace, permission: Permission): Promise<readonly Organisation[]> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    doors.authoritiesThatMay(transaction, permission),
  );
}

/** Kinds of places and the authorities that take tips. */
export async function tipOptions({ kernel, doors }: Workplace): Promise<AnswerOf<Endpoints['options']>> {
  return {
    kinds: doors.law.pack.unitTypes.map(({ id, title }) => ({ id, title })),
    areas: (await tipAreas({ kernel, doors })).map((area) => ({ id: area.id, title: organisationName(area) })),
  };
}

/**
 * Takes a tip about a place from anybody. Nothing is looked up, so that the answer is the same whether the place is known or not; what was
 * written is sealed, and nothing of the sender is kept. Sent again because the answer was lost, it is the same tip with the same code: the code
 * is made of the key of the request, and kept no more than any other.
 * @throws DomainError `idempotency-key-reused` where that key came with other words
 */
export async function sendTip(at: Workplace, told: Told): Promise<AnswerOf<Endpoints['send']>> {
  const { kernel, doors } = at;
  const { pack, calendar } = doors.law;
  const codes = codesOf(kernel.keys);
  const before = codes.length === 0 ? undefined : await sentBefore(at, codes, told);
  if (before !== undefined) return { code: shownTipCode(before) };
  const { place, kind, area, seen, contact } = told;
  return act(kernel, viewer, 'workforce.send-tip', async (context) => {
    const taker = areaOfTip(await doors.authoritiesThatMay(context, 'workforce:tips'), area) ?? refuse('not-ready');
    const id = newId();
    const code = codes[0] ?? newReadableCode(tipCodeLength);
    const sealer = await newSealer(kernel.keys, context, keyKind, tipTable);
    await tipStore(context).insert({
      id,
      receiptToken: Buffer.from(kernel.keys.token(purpose, code)),
      reviewerId: taker.id,
      placeKind: pack.unitTypes.some((one) => one.id === kind) ? (kind ?? null) : null,
      dataKeyId: sealer.dataKeyId,
      place: sealer.seal('place', id, place),
      seen: seen ? sealer.seal('seen', id, seen) : null,
      contact: contact ? sealer.seal('contact', id, contact) : null,
      dueAt: deadline(pack, calendar, 'tip_answer', context.now).dueAt,
    });
    await context.record({ object: { kind: 'workforce.tip', id }, details: { authority: taker.id } });
    return { code: shownTipCode(code) };
  });
}

type Told = RequestOf<Endpoints['send']>['body'];

/** The codes that a request with this key gets, under every key of the node in use, the newest first; none where it has no key. */
function codesOf(keys: KeyRing): string[] {
  const key = requestContext.getStore()?.idempotency?.key;
  if (key === undefined) return [];
  return keys.tokens('workforce.tip-code', key).map((token) => readableCodeFrom(token, tipCodeLength));
}

/** The code of a tip that came with this key before, if it says the same. */
async function sentBefore({ kernel }: Workplace, codes: readonly string[], told: Told): Promise<string | undefined> {
  const { keys } = kernel;
  const find = async (transaction: Transaction, code: string) =>
    tipStore(transaction).byReceipt(keys.tokens(purpose, code));
  const known = await withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    for (const code of codes) if ((await find(transaction, code)) !== undefined) return code;
    return undefined;
  });
  if (known === undefined) return undefined;
  return readAct(kernel, viewer, 'workforce.send-tip', async (context) => {
    const row = (await find(context, known)) ?? refuse('idempotency-in-progress');
    const sealer = (await sealersFor(keys, context, [row.dataKeyId], tipTable)).get(row.dataKeyId);
    const said = (column: 'place' | 'seen' | 'contact'): string => {
      const sealed = row[column];
      return sealer === undefined || sealed === null ? '' : sealer.open(column, row.id, sealed);
    };
    if ((['place', 'seen', 'contact'] as const).some((column) => said(column) !== (told[column] ?? '')))
      refuse('idempotency-key-reused');
    context.record({ object: { kind: 'workforce.tip', id: row.id }, details: { again: true } });
    return known;
  });
}

/**
 * What became of a tip, for whoever holds its code.
 * @throws DomainError `tip-code-unknown` alike for a code that is none and one that nobody was given
 */
export async function readReceipt(
  { kernel }: Workplace,
  { code: typed }: RequestOf<Endpoints['receipt']>['body'],
): Promise<AnswerOf<Endpoints['receipt']>> {
  return readAct(kernel, viewer, 'workforce.read-receipt', async (context) => {
    const code = tipCode(typed);
    const tokens = code === undefined ? [] : kernel.keys.tokens(purpose, code);
    const row = (await tipStore(context).byReceipt(tokens)) ?? refuse('tip-code-unknown');
    context.record({ object: { kind: 'workforce.tip', id: row.id } });
    return {
      receivedAt: row.receivedAt.toISOString(),
      words: tipWords(row.outcome),
      isAnswered: row.outcome !== null,
      ...(row.outcome === null ? { dueAt: row.dueAt.toISOString() } : {}),
    };
  });
}
