import { GapCourseStep, type OwedGapLine, type OwedGapView, type Words } from '@gatehouse/contract';
import { civilDateAt, penaltyBandsFor } from '@gatehouse/law';
import type { Viewer } from '../../../kernel/viewer.js';
import { viewerName } from '../../../kernel/viewer.js';
import type { Law } from '../rules/order.js';
import {
  conclusionsFor,
  isUrgentKind,
  lengthOf,
  type OwedGapStage,
  owedGapDeeds,
  wholeDays,
} from '../rules/owed-gap.js';
import type { OwedGapRow } from '../store/owed-gap-store.js';
import words from '../words.json' with { type: 'json' };
import { citationOf, titleOf, wordsIn } from './words.js';

type Account = Viewer & { readonly kind: 'account' };

const states = { WAITING: 'waiting', IN_HAND: 'in_hand', CLOSED: 'closed' } as const;

/** One gap in a list. */
export function owedGapLine(row: OwedGapRow, viewer: Account, law: Law, now: Date): OwedGapLine {
  const { id, version, kind, postClass, missing, mendedAt } = row;
  const authority = named(row.authorityEn, row.authorityZh);
  const lies = courseOf(row).find(({ endedAt }) => endedAt === null);
  return {
    ...{ id, version, unit: { en: row.unitEn, zh: row.unitZh } },
    ...(authority === undefined ? {} : { authority }),
    title: titleOf(law.pack.gapKinds, kind),
    isUrgent: mendedAt === null && isUrgentKind(kind, law, now),
    ...(postClass === null ? {} : { postClass: titleOf(law.pack.postClasses, postClass) }),
    ...(missing === null ? {} : { missing }),
    since: civilDateAt(row.since),
    owedAt: row.owedAt.toISOString(),
    days: wholeDays(row.foundAt, mendedAt ?? now),
    state: states[row.state as OwedGapStage],
    ...(mendedAt === null ? {} : { mendedAt: mendedAt.toISOString() }),
    ...(lies === undefined ? {} : { lies: titleOf(law.pack.gapSteps, lies.step) }),
    isMine: row.state === 'IN_HAND' && row.takenBy === viewerName(viewer),
  };
}

/** One gap with its whole course. @param written what was written when it was closed here */
export function owedGapView(
  row: OwedGapRow,
  viewer: Account,
  law: Law,
  now: Date,
  written: string | undefined,
): OwedGapView {
  const { pack } = law;
  const kind = pack.gapKinds.find(({ id }) => id === row.kind);
  const above = named(row.aboveEn, row.aboveZh);
  const line = owedGapLine(row, viewer, law, now);
  const isOwn = row.organisationId === viewer.organisationId;
  const may = isOwn ? owedGapDeeds(row.state as OwedGapStage, line.isMine) : [];
  return {
    ...line,
    words: kind?.words ?? line.title,
    rests: citationOf(pack.sources, kind?.source ?? row.kind),
    ...(above === undefined ? {} : { above }),
    foundAt: row.foundAt.toISOString(),
    ...(row.escalatedAt === null ? {} : { escalatedAt: row.escalatedAt.toISOString() }),
    stillThere: row.stillThere,
    course: courseOf(row).map((step) => ({
      title: titleOf(pack.gapSteps, step.step),
      responsible: step.responsible === 'unit' ? line.unit : (line.authority ?? words.owedGaps.noAuthority),
      begunAt: step.begunAt,
      dueAt: step.dueAt,
      ...(step.endedAt === null ? {} : { endedAt: step.endedAt }),
      ...lengthOf(step, now),
    })),
    bands:
      kind === undefined
        ? []
        : penaltyBandsFor(pack, kind.id, now).map(({ title, words: text }) => ({ title, words: text })),
    ...(row.mendedAs === null ? {} : { mendedAs: wordsIn(words.owedGaps.mendedAs, row.mendedAs) }),
    ...(row.takenAt === null ? {} : { takenAt: row.takenAt.toISOString() }),
    ...conclusionOf(row, law, written),
    conclusions: may.includes('close')
      ? conclusionsFor(law, row.mendedAt !== null).map(({ id, title, words: text }) => ({ id, title, words: text }))
      : [],
    may,
  };
}

function conclusionOf({ conclusion, closedAt }: OwedGapRow, { pack }: Law, written: string | undefined) {
  if (conclusion === null || closedAt === null) return {};
  const title = titleOf(pack.gapConclusions, conclusion);
  return { conclusion: { title, words: written ?? '—', at: closedAt.toISOString() } };
}

function courseOf({ course }: Pick<OwedGapRow, 'course'>): readonly GapCourseStep[] {
  return GapCourseStep.array().parse(course);
}

function named(en: string | null, zh: string | null): Words | undefined {
  return en === null || zh === null ? undefined : { en, zh };
}
