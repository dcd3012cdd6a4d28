import type { AnswerOf, RequestOf, Tip, tipEndpoints } from '@gatehouse/contract';
import { deadline } from '@gatehouse/law';
import { act, type ActContext, readAct } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { type Sealer, sealersFor } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Organisation, Workplace } from '../doors.js';
import { type TipRow, tipStore } from '../store/tip-store.js';
import { organisationName } from '../views/unit-names.js';
import { titleOf } from '../views/words.js';
import { tipAreas, tipTable } from './send-tip.js';

type Endpoints = typeof tipEndpoints;

/** Tips that wait for the own authority, then the last that were answered or passed on. */
export async function listTips(at: Workplace, viewer: Viewer): Promise<AnswerOf<Endpoints['list']>> {
  const { kernel, doors } = at;
  const authorities = await tipAreas(at);
  return readAct(kernel, viewer, 'workforce.list-tips', async (context) => {
    const rows = await tipStore(context).shown();
    const keys = rows.map(({ dataKeyId }) => dataKeyId);
    const sealers = await sealersFor(kernel.keys, context, keys, tipTable);
    context.record({ details: { tips: rows.map(({ id }) => id) } });
    const titled = { kinds: doors.law.pack.unitTypes, authorities, viewer, now: context.now };
    return {
      items: rows.map((row) => tipView(row, sealers.get(row.dataKeyId), titled)),
      areas: authorities
        .filter(({ id }) => viewer.kind === 'account' && id !== viewer.organisationId)
        .map((area) => ({ id: area.id, title: organisationName(area) })),
    };
  });
}

/**
 * Says what became of a tip.
 * @throws DomainError `not-found` for a tip of others; `tip-answered` where somebody was first
 */
export async function answerTip(
  { kernel }: Workplace,
  viewer: Viewer,
  id: string,
  { outcome, note }: RequestOf<Endpoints['answer']>['body'],
): Promise<{ readonly id: string }> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return act(kernel, viewer, 'workforce.answer-tip', async (context) => {
    const { dataKeyId } = await tipToAnswer(context, id);
    const sealer = (await sealersFor(kernel.keys, context, [dataKeyId], tipTable)).get(dataKeyId);
    if (sealer === undefined) refuse('not-found');
    const sealed = sealer.seal('note', id, note);
    await tipStore(context).answer(id, { outcome, note: sealed, answeredBy: viewer.accountId });
    await context.record({ object: { kind: 'workforce.tip', id }, details: { outcome } });
    return { id };
  });
}

/**
 * Passes a tip on to another authority; its clock begins anew.
 * @throws DomainError `not-found` for a tip or an authority that is not there; `tip-answered`
 */
export async function passTipOn(
  at: Workplace,
  viewer: Viewer,
  id: string,
  { area }: RequestOf<Endpoints['passOn']>['body'],
): Promise<{ readonly id: string }> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const { kernel, doors } = at;
  const { pack, calendar } = doors.law;
  const next = (await tipAreas(at)).find((one) => one.id === area && one.id !== viewer.organisationId);
  return act(kernel, viewer, 'workforce.pass-tip-on', async (context) => {
    await tipToAnswer(context, id);
    if (next === undefined) refuse('not-found');
    await tipStore(context).passOn(id, {
      reviewerId: next.id,
      passedFrom: viewer.organisationId,
      dueAt: deadline(pack, calendar, 'tip_answer', context.now).dueAt,
    });
    await context.record({ object: { kind: 'workforce.tip', id }, details: { to: next.id } });
    return { id };
  });
}

async function tipToAnswer(context: ActContext, id: string): Promise<TipRow> {
  const { viewer } = context;
  const row = await tipStore(context).byId(id);
  if (row.outcome !== null || viewer.kind !== 'account' || row.reviewerId !== viewer.organisationId)
    refuse('tip-answered');
  return row;
}

type Titled = {
  readonly kinds: Parameters<typeof titleOf>[0];
  readonly authorities: readonly Organisation[];
  readonly viewer: Viewer;
  readonly now: Date;
};

function tipView(row: TipRow, sealer: Sealer | undefined, { kinds, authorities, viewer, now }: Titled): Tip {
  const open = (column: string, sealed: Uint8Array): string => sealer?.open(column, row.id, sealed) ?? '—';
  const isOwn = viewer.kind === 'account' && row.reviewerId === viewer.organisationId;
  const { outcome, passedFrom } = row;
  return {
    id: row.id,
    place: row.place === null ? '—' : open('place', row.place),
    ...(row.placeKind === null ? {} : { kind: titleOf(kinds, row.placeKind) }),
    ...(row.seen === null ? {} : { seen: open('seen', row.seen) }),
    ...(row.contact === null ? {} : { contact: open('contact', row.contact) }),
    receivedAt: row.receivedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    isLate: outcome === null && row.dueAt <= now,
    ...(row.raisedAt === null ? {} : { raisedAt: row.raisedAt.toISOString() }),
    ...(passedFrom === null ? {} : { passedFrom: organisationName(authorities.find(({ id }) => id === passedFrom)) }),
    ...(outcome === null ? {} : { outcome }),
    ...(row.note === null || !isOwn ? {} : { note: open('note', row.note) }),
    ...(row.answeredAt === null ? {} : { answeredAt: row.answeredAt.toISOString() }),
    mayAnswer: isOwn && outcome === null,
  };
}
