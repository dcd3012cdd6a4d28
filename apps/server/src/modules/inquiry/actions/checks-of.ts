import type { InquiryState, settlementKinds } from '@gatehouse/contract';
import { foldName } from '@gatehouse/matching';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { checkStore } from '../store/check-store.js';
import { documentTokens, openPersons, type SealedPerson } from '../store/person-sealing.js';
import { toldStore } from '../store/told-store.js';

/** Somebody at a unit, as that unit knows them. */
export type WhoAtUnit = {
  readonly key: string;
  readonly unitId: string;
  readonly name: string;
  readonly documents: readonly { readonly type: string; readonly number: string }[];
  /** Checks known to speak about them, also where their documents have changed since. */
  readonly inquiryIds: readonly string[];
};

/** A check as its unit was told of it: nothing here depends on what is answered before it is told. */
export type CheckAtUnit = {
  readonly inquiryId: string;
  readonly purpose: string;
  readonly postClass: string;
  readonly state: InquiryState;
  readonly begunAt: Date;
  readonly changedAt: Date;
  /** Since when it stands in its state, whatever was done in it. */
  readonly stepAt: Date;
  readonly releasedAt: Date | null;
  readonly outcome: 'no_record' | 'record_found' | null;
  readonly settlement: { readonly kind: (typeof settlementKinds)[number]; readonly at: Date } | null;
  /** The name is the same, and every document that the unit knows today was asked about. */
  readonly sameIdentity: boolean;
};

/** The checks that units made of their own people, by the key of each; for the node's own comparison alone. */
export async function checksOf(
  { keys }: Pick<Kernel, 'keys'>,
  transaction: Transaction,
  asked: readonly WhoAtUnit[],
): Promise<ReadonlyMap<string, readonly CheckAtUnit[]>> {
  const who = asked.map((one) => ({ ...one, tokens: documentTokens(keys, one.documents).searched }));
  const held = await checkStore(transaction).withDocuments(
    [...new Set(who.map(({ unitId }) => unitId))],
    who.flatMap(({ tokens }) => tokens),
  );
  const ids = [...held.map(({ id }) => id), ...asked.flatMap(({ inquiryIds }) => inquiryIds)];
  // What is erased can no longer be told apart from somebody else's; whoever asks keeps what they were told of it. That a check was given up
  // is true of whomever it was about. What was found about somebody who serves is no check of the unit before it is told.
  const rows = (await applicationStore(transaction).byIds([...new Set(ids)])).filter(
    ({ erasedAt, monitored, releasedAt, state }) =>
      (erasedAt === null || state === 'CANCELLED') && (!monitored || releasedAt !== null),
  );
  const steps = await checkStore(transaction).stepsAt(rows.map(({ id }) => id));
  const persons = await openPersons(keys, transaction, rows);
  const told = toldStore(keys, transaction);
  const outcomes = new Map<string, CheckAtUnit['outcome']>();
  for (const row of rows) {
    const outcome = row.releasedAt === null ? undefined : (await told.openDecision(row))?.outcome;
    outcomes.set(row.id, outcome === undefined || outcome === 'not_now' ? null : outcome);
  }
  return new Map(
    who.map(({ key, unitId, tokens, name, documents, inquiryIds }) => {
      const own = new Set(tokens.map((token) => token.toString('hex')));
      const about = held.filter(({ token }) => own.has(token.toString('hex'))).map(({ id }) => id);
      const known = new Set([...about, ...inquiryIds]);
      const checks = rows.filter((row) => row.unitId === unitId && known.has(row.id));
      return [
        key,
        checks.map((row) => ({
          ...checkAtUnit(row, outcomes.get(row.id) ?? null, { name, documents }, persons.get(row.id)),
          stepAt: steps.get(row.id) ?? row.changedAt,
        })),
      ];
    }),
  );
}

/** Whom checks are about, with the unit that made each; for the node's own comparison alone. */
export async function whomChecksAreAbout(
  { keys }: Pick<Kernel, 'keys'>,
  transaction: Transaction,
  inquiryIds: readonly string[],
): Promise<readonly Omit<WhoAtUnit, 'key' | 'inquiryIds'>[]> {
  const rows = await applicationStore(transaction).byIds(inquiryIds);
  const persons = await openPersons(keys, transaction, rows);
  return rows.flatMap(({ id, unitId }) => {
    const person = persons.get(id);
    return person === undefined ? [] : [{ unitId, name: person.name, documents: person.documents }];
  });
}

function checkAtUnit(
  row: Application,
  outcome: CheckAtUnit['outcome'],
  today: Pick<WhoAtUnit, 'name' | 'documents'>,
  person: SealedPerson | undefined,
): Omit<CheckAtUnit, 'stepAt'> {
  const settlement = row.settlement as { kind: (typeof settlementKinds)[number]; at: string } | null;
  return {
    inquiryId: row.id,
    purpose: row.purpose,
    postClass: row.postClass,
    state: row.state,
    begunAt: row.createdAt,
    changedAt: row.changedAt,
    releasedAt: row.releasedAt,
    outcome,
    settlement: settlement === null ? null : { kind: settlement.kind, at: new Date(settlement.at) },
    sameIdentity: person !== undefined && isSame(today, person),
  };
}

function isSame({ name, documents }: Pick<WhoAtUnit, 'name' | 'documents'>, asked: SealedPerson): boolean {
  const known = new Set(asked.documents.map(({ type, number }) => `${type}:${number}`));
  return (
    foldName(name) === foldName(asked.name) && documents.every(({ type, number }) => known.has(`${type}:${number}`))
  );
}
