import { deadline } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Workplace } from '../doors.js';
import type { CountedDifference, KnownUnits } from '../rules/compare-headcounts.js';
import { notWaiting, unenteredIn } from '../rules/unentered-units.js';
import { unenteredUnitStore } from '../store/unentered-unit-store.js';

/** What is known of codes that no unit of the own authority has. */
export async function knownUnentered(
  transaction: Transaction,
  { doors }: Workplace,
  {
    organisationId,
    codes,
    today,
  }: { readonly organisationId: string; readonly codes: readonly string[]; readonly today: string },
): Promise<Pick<KnownUnits, 'waiting' | 'notWaiting'>> {
  const store = unenteredUnitStore(transaction);
  const waiting = await store.waitingOf(organisationId, codes);
  const codeOf = new Map(waiting.map(({ id, creditCode }) => [id, creditCode]));
  const counts = await store.counts([...codeOf.keys()]);
  return {
    waiting: counts.map((count) => ({ ...count, creditCode: codeOf.get(count.unitId) ?? '' })),
    notWaiting: notWaiting(
      await doors.organisationsByCode(transaction, codes),
      await store.elsewhere(codes),
      await store.answered(organisationId, codes, today),
    ),
  };
}

/**
 * Keeps the units of a file that nobody has entered, each with the clock of whoever brought it; one that waits already keeps its own.
 * @throws DomainError `changed-meanwhile` where another authority was first with one of them
 * @returns how many there are, and how many of them are new
 */
export async function nameUnentered(
  at: Workplace,
  context: ActContext,
  by: { readonly organisationId: string; readonly accountId: string },
  differences: readonly CountedDifference[],
): Promise<{ readonly named: number; readonly fresh: number }> {
  const { doors } = at;
  const { pack, calendar } = doors.law;
  const units = unenteredIn(differences);
  if (units.length === 0) return { named: 0, fresh: 0 };
  const store = unenteredUnitStore(context);
  const codes = units.map(({ creditCode }) => creditCode);
  const waiting = new Map((await store.waitingOf(by.organisationId, codes)).map((row) => [row.creditCode, row]));
  const closed = new Map(
    [...(await doors.organisationsByCode(context, codes))]
      .reverse()
      .map(({ creditCode, id }) => [creditCode, id] as const),
  );
  const superiorId = (await doors.organisation(context, by.organisationId))?.parentId ?? null;
  const { dueAt } = deadline(pack, calendar, 'unit_entry', context.now);
  const fresh = units
    .filter(({ creditCode }) => !waiting.has(creditCode))
    .map(({ creditCode, name }) => ({
      ...{ id: newId(), creditCode, name, reviewerId: by.organisationId, superiorId },
      ...{ closedUnitId: closed.get(creditCode) ?? null, foundBy: by.accountId, foundAt: context.now, dueAt },
    }));
  if ((await store.name(fresh)) !== fresh.length) refuse('changed-meanwhile');
  for (const { creditCode, name } of units) {
    const row = waiting.get(creditCode);
    if (row !== undefined && name !== '' && name !== row.name) await store.rename(row.id, name);
  }
  const idOf = new Map([...waiting.values(), ...fresh].map(({ creditCode, id }) => [creditCode, id]));
  await store.count(
    units.flatMap(({ creditCode, rows }) =>
      rows.map(({ fields: { source, postClass, headcount, asOf } }) => ({
        ...{ source, postClass, headcount, asOf },
        unitId: idOf.get(creditCode) ?? refuse('changed-meanwhile'),
      })),
    ),
  );
  for (const { id } of fresh)
    await context.record({
      object: { kind: 'workforce.unentered_unit', id },
      details: { authority: by.organisationId },
    });
  return { named: units.length, fresh: fresh.length };
}
