import type { SourceView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { importStore } from '../store/import-store.js';
import { type SourceDeclaration, sourceStore } from '../store/source-store.js';
import { sourceView } from '../views/source-view.js';
import { checkDeliveryNumber, deliveryStandings, receiveDelivery } from './count-deliveries.js';

export type { SourceDeclaration };

/** Sources with their freshness now. */
export async function listSources({ kernel, law }: Registry, viewer: Viewer): Promise<{ items: SourceView[] }> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const standings = await deliveryStandings(transaction);
    const sources = await sourceStore(transaction).all();
    return { items: sources.map((source) => sourceView(law.pack, source, transaction.now, standings)) };
  });
}

/**
 * Declares a source; it counts as silent until it has been heard of.
 * @throws DomainError `registry-source-exists`, `request-invalid` where it may say nothing for longer than the law pack lets any
 */
export async function declareSource(
  { kernel, law }: Registry,
  viewer: Viewer,
  declared: SourceDeclaration,
): Promise<SourceView> {
  return act(kernel, viewer, 'registry.declare-source', async (context) => {
    const most = law.pack.sourceFeeds.mostFreshHours;
    if (declared.freshHours > most) refuse('request-invalid', {}, [tooLong(most)]);
    const sources = sourceStore(context);
    if ((await sources.byCode(declared.code)) !== undefined) refuse('registry-source-exists');
    const id = newId();
    await sources.declare({ ...declared, id });
    await context.record({ object: { kind: 'registry.source', id }, details: { code: declared.code } });
    const known = { lastReceivedAt: null, incompleteSince: null, incompleteWhy: null, missingNumbers: [] };
    const source = { ...declared, ...known, id, declaredAt: context.now, countsOwedFrom: context.now };
    return sourceView(law.pack, source, context.now, { lastNumbers: new Map(), uncountedSince: new Map() });
  });
}

type NothingNew = {
  readonly code: string;
  readonly upTo: string;
  readonly reference: string;
  readonly number?: number | undefined;
};

/** The source said that nothing is new up to an instant; asks that waited for it are looked at again. */
export async function receiveNothingNew(
  { kernel, law }: Registry,
  viewer: Viewer,
  { code, upTo, reference, number }: NothingNew,
): Promise<SourceView> {
  return act(kernel, viewer, 'registry.receive-nothing-new', async (context) => {
    const sources = sourceStore(context);
    const source = await sources.byCode(code);
    if (source === undefined) refuse('registry-source-unknown');
    const instant = new Date(upTo);
    if (instant > context.now) refuse('request-invalid', {}, [inFuture]);
    await checkDeliveryNumber(context, source, number);
    // The number of a file that is here and not entered yet is taken: entering it later would find its place gone.
    if (number !== undefined && (await importStore(kernel.keys, context).byDelivery(source.id, number)))
      refuse('registry-delivery-known');
    await sources.received(source.id, 'nothing_new', instant, reference);
    await receiveDelivery(context, source, number ?? null, 0);
    await context.enqueue('registry.retry-asks', {});
    await context.record({ object: { kind: 'registry.source', id: source.id }, details: { code, upTo, reference } });
    const after = (await sources.byCode(code)) ?? source;
    return sourceView(law.pack, after, context.now, await deliveryStandings(context));
  });
}

function tooLong(most: number) {
  return {
    path: 'freshHours',
    code: 'too_big',
    message: {
      en: `The law pack lets no source say nothing for longer than ${most} hours.`,
      zh: `规则包规定来源的更新间隔不得超过${most}小时。`,
    },
  };
}

const inFuture = {
  path: 'upTo',
  code: 'invalid_value',
  message: { en: 'This lies in the future.', zh: '该时间晚于当前时间。' },
};
