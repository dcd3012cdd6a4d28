import type { SourceView } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import { newId } from '../../../kernel/ids.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { sourceState } from '../rules/freshness.js';
import { type Source, sourceStore } from '../store/source-store.js';

/** A source as it is declared. */
export type SourceDeclaration = Omit<Source, 'id' | 'lastReceivedAt' | 'declaredAt'>;

/** Sources with their freshness now. */
export async function listSources({ kernel }: Registry, viewer: Viewer): Promise<{ items: SourceView[] }> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => ({
    items: (await sourceStore(transaction).all()).map((source) => sourceView(source, transaction.now)),
  }));
}

/** Declares a source; it counts as silent until it has been heard of. */
export async function declareSource(
  { kernel }: Registry,
  viewer: Viewer,
  declared: SourceDeclaration,
): Promise<SourceView> {
  return act(kernel, viewer, 'registry.declare-source', async (context) => {
    const sources = sourceStore(context);
    if ((await sources.byCode(declared.code)) !== undefined) refuse('registry-source-exists');
    const id = newId();
    await sources.declare({ ...declared, id });
    await context.record({ object: { kind: 'registry.source', id }, details: { code: declared.code } });
    return sourceView({ ...declared, id, lastReceivedAt: null, declaredAt: context.now }, context.now);
  });
}

/** The source said that nothing is new up to an instant; asks that waited for it are looked at again. */
export async function receiveNothingNew(
  { kernel }: Registry,
  viewer: Viewer,
  { code, upTo, reference }: { readonly code: string; readonly upTo: string; readonly reference: string },
): Promise<SourceView> {
  return act(kernel, viewer, 'registry.receive-nothing-new', async (context) => {
    const sources = sourceStore(context);
    const source = await sources.byCode(code);
    if (source === undefined) refuse('registry-source-unknown');
    const instant = new Date(upTo);
    if (instant > context.now) refuse('request-invalid', {}, [inFuture]);
    await sources.received(source.id, 'nothing_new', instant, reference);
    await context.enqueue('registry.retry-asks', {});
    await context.record({ object: { kind: 'registry.source', id: source.id }, details: { code, upTo, reference } });
    return sourceView((await sources.byCode(code)) ?? source, context.now);
  });
}

const inFuture = {
  path: 'upTo',
  code: 'invalid_value',
  message: { en: 'This lies in the future.', zh: '该时间晚于当前时间。' },
};

function sourceView(source: Source, now: Date): SourceView {
  const { state, silentSince } = sourceState(source, now);
  return {
    id: source.id,
    code: source.code,
    nameEn: source.nameEn,
    nameZh: source.nameZh,
    kind: source.kind as SourceView['kind'],
    querySource: source.querySource,
    freshHours: source.freshHours,
    divisions: [...source.divisions],
    lastReceivedAt: source.lastReceivedAt?.toISOString() ?? null,
    state,
    silentSince: silentSince?.toISOString() ?? null,
  };
}
