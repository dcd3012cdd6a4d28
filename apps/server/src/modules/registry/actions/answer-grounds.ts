import type { ActContext } from '../../../kernel/act.js';
import type { Registry } from '../registry.js';
import { aliasStore } from '../store/alias-store.js';
import type { Ask } from '../store/ask-store.js';
import { comparisonStore } from '../store/comparison-store.js';
import { type Ground, groundStore } from '../store/ground-store.js';
import { indexStore } from '../store/index-store.js';
import { mergeStore } from '../store/merge-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { recordStore } from '../store/record-store.js';
import { type TellableRecord, tellableRecords } from './tellable-records.js';

/**
 * Keeps what an answer of *record found* rests on, in the act that answers, and tells the labels of its records. None: whatever two
 * people found, nothing of it may be told any more. The turn of the index's head is taken before anything is read, so that whoever
 * changes a fact at this moment is either seen here, or comes after this answer and finds it.
 */
export async function keepGrounds(registry: Registry, context: ActContext, ask: Ask): Promise<readonly string[]> {
  await indexStore(context).takeTurn();
  const personIds = await foundPersons(context, ask);
  const records = await tellableRecords(registry, context, ask, personIds, context.now);
  // Of somebody who was two persons when it was compared, the one meant. Nothing points to a blind row that a third person found to be it.
  const pointing = records.filter(({ band }) => band !== 'none');
  const restsOn = pointing.length > 0 ? pointing : records;
  if (restsOn.length === 0) return [];
  await groundStore(context).keep(ask.id, await groundsOf(registry, context, restsOn));
  return [...new Set(restsOn.flatMap(({ labels }) => labels))];
}

/** Everybody on record of whom two people found that the person asked about is them. */
export async function foundPersons(context: ActContext, ask: Ask): Promise<string[]> {
  const found = (await comparisonStore(context).screeningsOfAsk(ask.id)).filter(
    ({ ending }) => ending === 'same_person',
  );
  const compared = await recordStore(context).byIds(found.flatMap(({ recordIds }) => recordIds));
  return [...new Set([...found, ...compared].map(({ personId }) => personId))];
}

const noEvidence = { evidenceToken: null, band: null };

async function groundsOf(
  { kernel: { keys } }: Registry,
  context: ActContext,
  records: readonly TellableRecord[],
): Promise<Ground[]> {
  const everybody = await mergedPersonStore(context).everybodyWith(records.map(({ row }) => row.personId));
  const aliases = (await Promise.all(everybody.map((personId) => aliasStore(context).ofPerson(personId)))).flat();
  const merges = await mergeStore(keys, context).inForceOf(everybody);
  return [
    ...records.map(({ row: { id, personId, version }, evidenceTokens: [evidenceToken = null], band }) => {
      return { kind: 'record' as const, factId: id, personId, version, evidenceToken, band };
    }),
    ...aliases
      .filter(({ state }) => state === 'effective' || state === 'withdrawing')
      .map(({ id, personId, version }) => {
        return { kind: 'alias' as const, factId: id, personId, version, ...noEvidence };
      }),
    ...merges.map(({ id, oneId, version }) => {
      return { kind: 'merge' as const, factId: id, personId: oneId, version, ...noEvidence };
    }),
  ];
}
