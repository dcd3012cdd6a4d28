import type { ExchangeMessage, Words } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import type { ReceivedMessage } from '../../../kernel/module.js';
import type { Workplace } from '../doors.js';
import { gapReferralStore } from '../store/gap-referral-store.js';
import { type GapRow, gapStore, type GapStepRow } from '../store/gap-store.js';

/** Tells casework, in this act, that a gap is owed to the procuratorate. */
export async function tellProcuratorate(workplace: Workplace, context: ActContext, gapId: string): Promise<void> {
  await tell(workplace, context, gapId, await gapReferralStore(context).begin(gapId));
}

/** Tells casework, in this act, where a gap stands now that was told before; of others nothing is said. */
export async function tellProcuratorateAgain(
  workplace: Workplace,
  context: ActContext,
  { id, owedAt }: Pick<GapRow, 'id' | 'owedAt'>,
): Promise<void> {
  const referral = owedAt === null ? undefined : await gapReferralStore(context).tellAgain(id);
  if (referral !== undefined) await tell(workplace, context, id, referral);
}

/** What the procuratorate says of a gap: that it has it, has taken it in hand, has closed it. What it decided does not cross. */
export async function noteProcuratorate(
  context: ActContext,
  messages: readonly ReceivedMessage<'gap.held'>[],
): Promise<void> {
  const days = { placed: 'placedAt', in_hand: 'takenAt', closed: 'closedAt' } as const;
  for (const { body } of messages) {
    const { referralId, state, procuratorate, at } = body;
    const id = await gapReferralStore(context).note(referralId, procuratorate, days[state], new Date(at));
    await context.record(
      {
        ...(id === undefined ? {} : { object: { kind: 'workforce.gap', id } }),
        details: { state, known: id !== undefined },
      },
      'workforce.note-procuratorate',
    );
  }
}

async function tell(
  { doors }: Workplace,
  context: ActContext,
  gapId: string,
  { id: referralId, version }: { readonly id: string; readonly version: number },
): Promise<void> {
  const gap = await gapStore(context).byId(gapId);
  const course = await gapStore(context).steps([gapId]);
  const body = { referralId, version, ...(await placesOf(doors, context, gap)), ...factsOf(gap, context.now, course) };
  await doors.sendToCasework?.(context, 'gap.owed', [{ body }]);
  await context.record(
    { object: { kind: 'workforce.gap', id: gapId }, details: { referral: referralId, version } },
    'workforce.tell-procuratorate',
  );
}

type Places = Pick<ExchangeMessage<'gap.owed'>, 'divisionCode' | 'unit' | 'authority' | 'above'>;

/** Where it is: the authority that has to see to the unit says which procuratorate, since one supervises its own level. */
async function placesOf(doors: Workplace['doors'], context: ActContext, gap: GapRow): Promise<Places> {
  const find = async (id: string | null) => (id === null ? undefined : doors.organisation(context, id));
  const [unit, authority, above] = [await find(gap.unitId), await find(gap.reviewerId), await find(gap.superiorId)];
  const nameOf = await doors.called(context, [gap.unitId], 'country');
  const named = (one: { readonly nameEn: string; readonly nameZh: string } | undefined): Words | null =>
    one === undefined ? null : { en: one.nameEn, zh: one.nameZh };
  return {
    divisionCode: (authority ?? unit)?.divisionCode ?? nowhere,
    unit: nameOf(gap.unitId),
    authority: named(authority),
    above: named(above),
  };
}

/** No division begins so: what is nowhere goes to the highest procuratorate. */
const nowhere = '000000';

function factsOf(gap: GapRow, now: Date, course: readonly GapStepRow[]) {
  const { kind, postClass, missing, closedAt } = gap;
  const outcome = gap.outcome as 'mended' | 'verified' | 'void' | null;
  return {
    ...{ kind, postClass, missing },
    since: gap.since.toISOString(),
    foundAt: gap.foundAt.toISOString(),
    escalatedAt: gap.escalatedAt?.toISOString() ?? null,
    owedAt: (gap.owedAt ?? now).toISOString(),
    stillThere: gap.goneAt === null && closedAt === null,
    closed: closedAt === null || outcome === null ? null : { at: closedAt.toISOString(), outcome },
    course: course.map(({ step, responsible, begunAt, dueAt, overdueAt, endedAt }) => ({
      step,
      responsible: responsible as 'unit' | 'reviewing',
      begunAt: begunAt.toISOString(),
      dueAt: dueAt.toISOString(),
      overdueAt: overdueAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
    })),
  };
}
