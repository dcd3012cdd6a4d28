import type { AnswerOf, gapEndpoints, GapTask, RequestOf, Words } from '@gatehouse/contract';
import { civilDateAt, gapCourse, gapKind, penaltyBandsFor } from '@gatehouse/law';
import { type ReadContext, readAct } from '../../../kernel/act.js';
import { pageFrom, readCursor } from '../../../kernel/cursor.js';
import { refuse } from '../../../kernel/errors.js';
import { sealersFor } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Workplace } from '../doors.js';
import { gapDeedsOf } from '../policy-of-gaps.js';
import { coverageStore } from '../store/coverage-store.js';
import { isAnswerStep } from '../rules/gap-course.js';
import { type GapReferralRow, gapReferralStore } from '../store/gap-referral-store.js';
import { type GapAtStep, type GapPosition, gapStore, type GapStepRow } from '../store/gap-store.js';
import { openPersons } from '../store/person-sealing.js';
import { checkShown } from '../views/gap-check.js';
import { nobody } from '../views/unit-names.js';
import { titleOf } from '../views/words.js';

type GapQuery = RequestOf<typeof gapEndpoints.list>['query'];

/** Under which table the words of a step are sealed. */
export const stepTable = 'workforce.gap_step';
/** The kind under which the keys of what is written are wrapped. */
export const stepKeyKind = 'workforce.gap-step';

/** What is missing at the own unit or at the units of the own authority, the worst first. */
export async function listGaps(
  workplace: Workplace,
  viewer: Viewer,
  query: GapQuery,
): Promise<AnswerOf<typeof gapEndpoints.list>> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  return readAct(workplace.kernel, viewer, 'workforce.list-gaps', async (context) => {
    const page = await gapPage(workplace, context, viewer, query);
    context.record({ details: { gaps: page.items.map(({ id }) => id) } });
    return page;
  });
}

/** One page of what is missing. */
export async function gapPage(
  workplace: Workplace,
  context: ReadContext,
  viewer: Viewer & { readonly kind: 'account' },
  { limit, cursor }: GapQuery,
): Promise<AnswerOf<typeof gapEndpoints.list>> {
  const store = gapStore(context);
  const kinds = workplace.doors.law.pack.gapKinds.map(({ id }) => id);
  const found = await store.worstFirst(kinds, limit + 1, positionFrom(cursor));
  const page = pageFrom(found, limit, ({ position: { height, kind, dueAt, id } }) => [height, kind, dueAt, id]);
  const open = page.items;
  const steps = await store.steps(open.map(({ gap }) => gap.id));
  const employmentIds = open.flatMap(({ gap }) => (gap.employmentId === null ? [] : [gap.employmentId]));
  const employments = await coverageStore(context).employments(employmentIds);
  const persons = await openPersons(workplace.kernel.keys, context, employments);
  const written = await writtenIn(workplace, context, steps);
  const referrals = await gapReferralStore(context).of(open.map(({ gap }) => gap.id));
  const nameOf = await workplace.doors.called(
    context,
    open.flatMap(({ gap, step }) => [gap.unitId, ...(step.organisationId === null ? [] : [step.organisationId])]),
  );
  const items: GapTask[] = [];
  for (const one of open) {
    const name = one.gap.employmentId === null ? undefined : persons.get(one.gap.employmentId)?.name;
    const task = taskOf(workplace, context, viewer, one, { name, nameOf, written: written.get(one.gap.id) ?? [] });
    items.push({ ...task, ...procuratorateOf(referrals.get(one.gap.id)) });
  }
  return { ...page, items };
}

function positionFrom(cursor: string | undefined): GapPosition | undefined {
  const [height, kind, dueAt, id] = readCursor(cursor, 4) ?? [];
  if (id === undefined) return undefined;
  return { height: Number(height), kind: Number(kind), dueAt: String(dueAt), id: String(id) };
}

type NamedGap = {
  readonly name: string | undefined;
  readonly nameOf: (id: string) => Words;
  readonly written: GapTask['written'];
};

function taskOf(
  { doors }: Workplace,
  context: ReadContext,
  viewer: Viewer & { readonly kind: 'account' },
  { gap, step }: GapAtStep,
  { name, nameOf, written }: NamedGap,
): GapTask {
  const { pack } = doors.law;
  const kind = gapKind(pack, gap.kind);
  const course = gapCourse(pack, gap.kind, gap.foundAt);
  const check = checkShown(gap, doors.law, context.now);
  return {
    id: gap.id,
    kind: gap.kind,
    title: kind.title,
    unit: nameOf(gap.unitId),
    words: kind.words,
    rests: citationOf(pack.sources, kind.source),
    ...(name === undefined ? {} : { name }),
    ...(gap.postClass === null ? {} : { postClass: titleOf(pack.postClasses, gap.postClass) }),
    ...(gap.missing === null ? {} : { missing: gap.missing }),
    ...(gap.employmentId === null ? {} : { employmentId: gap.employmentId }),
    since: civilDateAt(gap.since),
    stillThere: gap.goneAt === null,
    ...(check === undefined ? {} : { check }),
    step: {
      title: titleOf(pack.gapSteps, step.step),
      number: Math.max(1, course.findIndex(({ id }) => id === step.step) + 1),
      of: course.length,
      responsible: step.organisationId === null ? nobody : nameOf(step.organisationId),
      dueAt: step.dueAt.toISOString(),
      ...(step.overdueAt === null ? {} : { overdueSince: step.dueAt.toISOString() }),
    },
    ...(gap.escalatedAt === null ? {} : { escalatedAt: gap.escalatedAt.toISOString() }),
    ...(gap.owedAt === null ? {} : { owedAt: gap.owedAt.toISOString() }),
    bands: bandsShown(pack, gap.kind, step, context.now),
    written,
    may: gapDeedsOf(viewer, step),
  };
}

/** What the law states for a gap; nothing while it is the authorities that have to see to the answer. */
function bandsShown(
  pack: Workplace['doors']['law']['pack'],
  kind: string,
  { step }: Pick<GapStepRow, 'step'>,
  now: Date,
): GapTask['bands'] {
  if (isAnswerStep(step)) return [];
  return penaltyBandsFor(pack, kind, now).map(({ title, words }) => ({ title, words }));
}

/** Which procuratorate has a gap, and how far it is there; not what was decided. */
function procuratorateOf(referral: GapReferralRow | undefined): Pick<GapTask, 'procuratorate'> {
  if (referral === undefined) return {};
  const { procuratorateEn: en, procuratorateZh: zh, placedAt, takenAt, closedAt } = referral;
  if (en === null || zh === null || placedAt === null) return {};
  return {
    procuratorate: {
      name: { en, zh },
      since: placedAt.toISOString(),
      ...(takenAt === null ? {} : { takenAt: takenAt.toISOString() }),
      ...(closedAt === null ? {} : { closedAt: closedAt.toISOString() }),
    },
  };
}

function citationOf(sources: Workplace['doors']['law']['pack']['sources'], id: string): Words {
  const source = sources.find((one) => one.id === id);
  if (source === undefined) return { en: id, zh: id };
  const { title, article } = source;
  return article === null ? title : { en: `${title.en}, art. ${article}`, zh: `${title.zh}第${article}条` };
}

/** What was written with the steps of gaps, by gap, in their order. */
async function writtenIn(
  { kernel, doors }: Workplace,
  context: ReadContext,
  steps: readonly GapStepRow[],
): Promise<ReadonlyMap<string, GapTask['written']>> {
  const withWords = steps.flatMap(({ dataKeyId, words, endedAt, ...step }) =>
    dataKeyId === null || words === null || endedAt === null ? [] : [{ ...step, dataKeyId, words, endedAt }],
  );
  const sealers = await sealersFor(
    kernel.keys,
    context,
    withWords.map(({ dataKeyId }) => dataKeyId),
    stepTable,
  );
  const written = new Map<string, GapTask['written']>();
  for (const { id, gapId, step, dataKeyId, words, endedAt } of withWords) {
    const text = sealers.get(dataKeyId)?.open('words', id, words);
    if (text === undefined) continue;
    const one = { title: titleOf(doors.law.pack.gapSteps, step), words: text, at: endedAt.toISOString() };
    written.set(gapId, [...(written.get(gapId) ?? []), one]);
  }
  return written;
}
