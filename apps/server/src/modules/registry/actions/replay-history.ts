import { disclosable, sealing } from '@gatehouse/law';
import type { ActContext } from '../../../kernel/act.js';
import type { RegistryLaw } from '../law.js';
import type { Registry } from '../registry.js';
import { lawFacts } from '../rules/admission.js';
import { inquiryTerms, toldLabels } from '../rules/answer.js';
import { replay, type ReplayedRecord } from '../rules/history.js';
import { personsOf } from '../rules/merge.js';
import { type Known, knownAt, type PersonsHistory, type RecordHistory, type ToldRecord } from '../rules/replay.js';
import { aliasStore } from '../store/alias-store.js';
import type { Ask } from '../store/ask-store.js';
import { mergeStore } from '../store/merge-store.js';
import { mergedPersonStore } from '../store/merged-person-store.js';
import { personStore, type StoredPerson } from '../store/person-store.js';
import { type RecordRow, recordStore } from '../store/record-store.js';
import { replayStore } from '../store/replay-store.js';
import { type Source, sourceStore } from '../store/source-store.js';
import { birthDateOnRecord } from '../views/record-view.js';

/** What was ever on record about some persons, opened. */
export type OpenedHistory = PersonsHistory & {
  readonly rows: readonly RecordRow[];
  readonly sources: ReadonlyMap<string, Source>;
  /** As they are known now. */
  readonly persons: ReadonlyMap<string, StoredPerson>;
  /** With what was taken off them again. */
  readonly personsEver: ReadonlyMap<string, StoredPerson>;
};

/** Loads everything that was ever done to what is on record about these persons, and about whoever was ever one with them. */
export async function loadHistory(
  { kernel: { keys } }: Registry,
  context: ActContext,
  personIds: readonly string[],
): Promise<OpenedHistory> {
  const merges = personIds.length === 0 ? [] : await mergeStore(keys, context).steps(personIds);
  const now = await mergedPersonStore(context).everybodyWith(personIds);
  const everybody = [...new Set([...now, ...merges.flatMap(personsOf)])];
  const [rows, persons, personsEver] = [
    await recordStore(context).ofPersons(everybody),
    await personStore(keys, context).load(everybody),
    await personStore(keys, context).loadAsEver(everybody),
  ];
  const aliasRows = (await Promise.all(everybody.map((id) => aliasStore(context).ofPerson(id)))).flat();
  const statedBy = await replayStore(context).statedBy(
    rows.map(({ id }) => id),
    aliasRows.map(({ id }) => id),
  );
  const records = [];
  for (const row of rows) {
    const person = persons.get(row.personId);
    if (person === undefined) continue;
    const actions = await recordStore(context).actions(person.sealer, row.id);
    records.push({ id: row.id, personId: row.personId, actions, factIds: statedBy(row.id) });
  }
  const aliases = [];
  for (const row of aliasRows) {
    const person = persons.get(row.personId);
    if (person === undefined) continue;
    const actions = await aliasStore(context).actions(person.sealer, row.id);
    aliases.push({ id: row.id, personId: row.personId, actions, factIds: statedBy(row.id) });
  }
  const sources = new Map((await sourceStore(context).all()).map((source) => [source.id, source]));
  return { records, aliases, merges, rows, sources, persons, personsEver };
}

/** The history of some persons as it may be shown to one question now. */
export type ShownHistory = {
  readonly knownAt: (personId: string, moment: Date) => Known;
  /** A record as it stood at a moment, with the labels by which the question could be told of it then. */
  readonly toldAt: (recordId: string, known: Known, moment: Date) => ToldRecord | undefined;
  /** Whether anything of somebody, or of whoever was one with them, is on no side. */
  readonly hidesAnyOf: (personIds: readonly string[]) => boolean;
};

/**
 * Applies sealing as it stands now, by decision and by law, to a history: what is sealed for everybody is absent, what is restricted is there
 * for a question whose legal basis reaches it. Asked of what was decided then, and of what is decided now: whichever is sealed hides both.
 */
export function shownHistory(
  registry: Registry,
  ask: Ask,
  history: OpenedHistory,
  { answeredAt, lawThen, now }: { readonly answeredAt: Date; readonly lawThen: RegistryLaw; readonly now: Date },
): ShownHistory {
  const { law } = registry;
  const factsOf = (record: RecordHistory, known: ReplayedRecord) => {
    const person = history.persons.get(record.personId);
    return lawFacts(known.decision, person === undefined ? null : birthDateOnRecord(person), known.sealingLiftedOn);
  };
  const mayShow = (record: RecordHistory, known: ReplayedRecord, liftedOn: string | null): boolean => {
    const facts = factsOf(record, { ...known, sealingLiftedOn: liftedOn });
    const { sealing: kind } = sealing(law.pack, facts, now, law.settings);
    if (kind === 'none') return true;
    return kind === 'restricted' && disclosable(law.pack, facts, inquiryTerms(ask.terms), now, law.settings).disclose;
  };
  const isHidden = (record: RecordHistory): boolean => {
    const last = replay(record.actions);
    const then = replay(record.actions.filter(({ at }) => at <= answeredAt));
    return ![last, then].every((known) => known === undefined || mayShow(record, known, last?.sealingLiftedOn ?? null));
  };
  const hidden = new Set(
    history.records.flatMap((record) =>
      replay(record.actions)?.state === 'sealed' || isHidden(record) ? [record.id] : [],
    ),
  );
  return {
    knownAt: (personId, moment) => knownAt(history, personId, moment, ({ id }) => hidden.has(id)),
    toldAt: (recordId, known, moment) => {
      const record = history.records.find(({ id }) => id === recordId);
      const stood = known.records.get(recordId);
      if (record === undefined || stood === undefined) return undefined;
      // Sealing is of today on both sides; whether it could be told is by the law of each.
      const lawAt = moment <= answeredAt ? lawThen : law;
      return { ...stood, labels: toldLabels(lawAt, factsOf(record, stood), ask.terms, moment) };
    },
    hidesAnyOf: (personIds) =>
      history.records.some(({ id, personId }) => hidden.has(id) && personIds.includes(personId)),
  };
}
