import type { AnswerOf, HoldView, RequestOf, retentionEndpoints } from '@gatehouse/contract';
import { maskDocumentNumber } from '@gatehouse/matching/identity-number';
import { type ActContext, act, readAct } from '../../../kernel/act.js';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import { newSealer, sealersFor, type Sealer } from '../../../kernel/sealing.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Archive, PersonDocument } from '../doors.js';
import { type Hold, holdStore, holdTokens } from '../store/hold-store.js';

/** The table under which holds are sealed. */
export const sealedHoldTable = 'retention.hold';
type Placed = RequestOf<typeof retentionEndpoints.place>['body'];

/** Holds of the own procuratorate, newest first. */
export async function listHolds(
  archive: Archive,
  viewer: Viewer,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<AnswerOf<typeof retentionEndpoints.holds>> {
  const [at, id] = readCursor(cursor, 2) ?? [];
  return readAct(archive.kernel, viewer, 'retention.list-holds', async (context) => {
    const after = at === undefined || id === undefined ? undefined : { at: String(at), id: String(id) };
    const rows = await holdStore(context).list(limit + 1, after);
    const { items, next } = pageFrom(rows, limit, (row) => [row.placedAt.toISOString(), row.id]);
    context.record({ details: { holds: items.map((row) => row.id) } });
    return {
      items: await holdViews(archive, context, items),
      ...(next === undefined ? {} : { next }),
      grounds: archive.doors.law.pack.retentionCourse.holdGrounds.map((ground) => ({ ...ground })),
      documentTypes: [...archive.doors.documentTypes],
    };
  });
}

/**
 * Keeps back whatever is or will be held about a person. Looks up nothing about anybody: what is written, and what it takes, is the same
 * whether or not anything is held.
 * @throws DomainError `request-invalid` where the number cannot be right; `retention-ground-unknown`
 */
export async function placeHold(
  archive: Archive,
  viewer: Viewer,
  { document, ground, reference }: Placed,
): Promise<HoldView> {
  const { kernel, doors } = archive;
  return act(kernel, viewer, 'retention.place-hold', async (context) => {
    if (viewer.kind !== 'account') refuse('not-signed-in');
    if (!doors.law.pack.retentionCourse.holdGrounds.some(({ id }) => id === ground)) refuse('retention-ground-unknown');
    const { document: checked, problems } = doors.checkDocument(document, context.now);
    if (checked === undefined || problems.length > 0) refuse('request-invalid', {}, problems);
    const { type, number } = checked;
    const sealer = await newSealer(kernel.keys, context, sealedHoldTable, sealedHoldTable);
    const id = newId();
    await holdStore(context).insert({
      id,
      organisationId: viewer.organisationId,
      dataKeyId: sealer.dataKeyId,
      document: sealer.seal('document', id, JSON.stringify({ type, number })),
      tokens: holdTokens(kernel.keys, checked).stored,
      ground,
      reference: sealer.seal('reference', id, reference),
    });
    await context.record({ object: { kind: 'retention.hold', id }, details: { ground } });
    return oneView(archive, context, await holdStore(context).seen(id));
  });
}

/**
 * Asks that a hold end.
 * @throws DomainError `not-found`; `retention-hold-not-at-step` where that was asked before
 */
export async function askLift(archive: Archive, viewer: Viewer, id: string): Promise<HoldView> {
  return act(archive.kernel, viewer, 'retention.ask-lift', async (context) => {
    const store = holdStore(context);
    const hold = await store.held(id);
    if (hold.liftAskedAt !== null || hold.liftedAt !== null) refuse('retention-hold-not-at-step');
    await store.askLift(id);
    await context.record({ object: { kind: 'retention.hold', id } });
    return oneView(archive, context, await store.seen(id));
  });
}

/**
 * Ends a hold for whose end somebody else asked.
 * @throws DomainError `not-found`; `retention-hold-not-at-step`; `retention-hold-own-request`
 */
export async function liftHold(archive: Archive, viewer: Viewer, id: string): Promise<HoldView> {
  return act(archive.kernel, viewer, 'retention.lift-hold', async (context) => {
    const store = holdStore(context);
    const hold = await store.held(id);
    if (hold.liftAskedBy === null || hold.liftedAt !== null) refuse('retention-hold-not-at-step');
    if (hold.liftAskedBy === viewerName(viewer)) refuse('retention-hold-own-request');
    await store.lift(id);
    await context.record({ object: { kind: 'retention.hold', id } });
    return oneView(archive, context, await store.seen(id));
  });
}

async function oneView(archive: Archive, context: ActContext, hold: Hold): Promise<HoldView> {
  const [view] = await holdViews(archive, context, [hold]);
  return view ?? refuse('not-found');
}

async function holdViews(
  { kernel, doors }: Archive,
  transaction: Transaction,
  rows: readonly Hold[],
): Promise<HoldView[]> {
  const sealers = await sealersFor(
    kernel.keys,
    transaction,
    rows.map((row) => row.dataKeyId),
    sealedHoldTable,
  );
  return rows.flatMap((row) => {
    const sealer = sealers.get(row.dataKeyId);
    return sealer === undefined ? [] : [holdView(doors, row, sealer, viewerName(transaction.viewer))];
  });
}

function holdView({ law }: Archive['doors'], row: Hold, sealer: Sealer, own: string): HoldView {
  const { type, number } = JSON.parse(sealer.open('document', row.id, row.document)) as PersonDocument;
  const ground = law.pack.retentionCourse.holdGrounds.find(({ id }) => id === row.ground);
  return {
    id: row.id,
    document: { type: type as HoldView['document']['type'], number: maskDocumentNumber(number) },
    ground: ground?.title ?? { en: row.ground, zh: row.ground },
    reference: sealer.open('reference', row.id, row.reference),
    placedAt: row.placedAt.toISOString(),
    ...(row.liftAskedAt === null ? {} : { liftAskedAt: row.liftAskedAt.toISOString() }),
    ...(row.liftedAt === null ? {} : { liftedAt: row.liftedAt.toISOString() }),
    may: mayOf(row, own),
  };
}

function mayOf({ liftAskedBy, liftedAt }: Hold, own: string): HoldView['may'] {
  if (liftedAt !== null) return [];
  if (liftAskedBy === null) return ['ask-lift'];
  return liftAskedBy === own ? [] : ['lift'];
}
