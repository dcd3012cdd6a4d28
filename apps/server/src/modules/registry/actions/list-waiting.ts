import type { AnswerOf, registryRecordEndpoints } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import { cursorOf, placeOf } from '../cursor.js';
import type { Registry } from '../registry.js';
import { personStore } from '../store/person-store.js';
import { openProposal, proposalStore } from '../store/proposal-store.js';
import { openDecision, recordStore } from '../store/record-store.js';
import { sourceStore } from '../store/source-store.js';
import { maskedDocuments } from '../views/record-view.js';
import { asOfNow, sealedNow, showRecords } from './show-records.js';

type Query = { readonly limit: number; readonly cursor?: string | undefined };
type WaitingRecords = AnswerOf<typeof registryRecordEndpoints.listWaitingRecords>;
type WaitingProposals = AnswerOf<typeof registryRecordEndpoints.listProposals>;

/** Records that wait for a second person, oldest first. */
export async function listWaitingRecords(
  registry: Registry,
  viewer: Viewer,
  { limit, cursor, importId }: Query & { readonly importId?: string | undefined },
): Promise<WaitingRecords> {
  return act(registry.kernel, viewer, 'registry.list-waiting-records', async (context) => {
    const records = recordStore(context);
    const rows = await records.waiting(placeOf(cursor), limit, importId);
    const shown = await showRecords(registry, context, rows, asOfNow(context.now));
    const items: WaitingRecords['items'] = [];
    for (const { view, person } of shown) {
      items.push({
        record: view,
        names: person.names.map(({ name, kind, validFrom, validTo }) => ({ name, kind, validFrom, validTo })),
        documents: maskedDocuments(person),
        furtherRecords: (await records.ofPerson(person.id)).length - 1,
        ownEntry: view.enteredBy === viewerName(viewer),
      });
    }
    await context.record({ details: { rows: items.length } });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { items, next: last && cursorOf({ at: last.enteredAt, id: last.id }) };
  });
}

/** Proposals that wait for a second person, oldest first. Of a sealed record only that it is one is shown. */
export async function listProposals(registry: Registry, viewer: Viewer, query: Query): Promise<WaitingProposals> {
  return act(registry.kernel, viewer, 'registry.list-proposals', async (context) => {
    const rows = await proposalStore(context).waiting(placeOf(query.cursor), query.limit);
    const records = new Map(
      (await recordStore(context).byIds(rows.map((row) => row.recordId))).map((row) => [row.id, row]),
    );
    const persons = await personStore(registry.kernel.keys, context).load([
      ...new Set([...records.values()].map(({ personId }) => personId)),
    ]);
    const sources = new Map((await sourceStore(context).all()).map((source) => [source.id, source]));
    const items = rows.flatMap((row) => {
      const record = records.get(row.recordId);
      const person = record && persons.get(record.personId);
      const source = record && sources.get(record.sourceId);
      if (record === undefined || person === undefined || source === undefined) return [];
      const { reason, decision } = openProposal(person.sealer, row);
      const hidden = sealedNow(registry, record, person, context.now);
      return {
        id: row.id,
        recordId: row.recordId,
        recordVersion: record.version,
        verb: row.verb,
        validFrom: row.validFrom,
        reason,
        before: hidden ? null : openDecision(person.sealer, record),
        after: hidden ? null : decision,
        source: { code: source.code, nameEn: source.nameEn, nameZh: source.nameZh },
        proposedBy: row.proposedBy,
        proposedAt: row.proposedAt.toISOString(),
        ownProposal: row.proposedBy === viewerName(viewer),
        state: row.state,
      };
    });
    await context.record({ details: { rows: items.length } });
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return { items, next: last && cursorOf({ at: last.proposedAt, id: last.id }) };
  });
}
