import type { ExchangeMessage } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { workTogether } from '../../../kernel/together.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { type Platform, remembering } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import { decisionOf } from '../rules/decision.js';
import { factsHash } from '../rules/notice-facts.js';
import { type ReleasePlan, releasePlan } from '../rules/release.js';
import { type Answer, answerStore } from '../store/answer-store.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { openPersons } from '../store/person-sealing.js';
import { toldStore } from '../store/told-store.js';
import { advance } from './advance.js';
import { advanceMany } from './advance-many.js';
import { noticeFactsOf } from './notice-facts-of.js';
import { openKeptObjections } from './object.js';
import { reviewGrants } from './review-grants.js';
import { orderStopWork } from './stop-work.js';
import { tellPersons } from './tell-person.js';

type Leaving = { readonly row: Application; readonly answer: Answer; readonly body: ExchangeMessage<'inquiry.answer'> };

/** Which answers leave: all that may, or, outside the windows, a record alone, for the stop-work order that may not wait. */
export type Reach = 'all' | 'record-only';

/**
 * Lets answered inquiries leave at a window, each once: whoever comes second finds nothing to do. They leave in one act, each
 * with its own entry.
 * @param opensAt the window's instant; every inquiry of a window is told at that very instant
 * @returns how many were released
 */
export async function releaseInquiries(
  platform: Platform,
  inquiryIds: readonly string[],
  opensAt: Date,
  reach: Reach = 'all',
): Promise<number> {
  let released = 0;
  await workTogether(inquiryIds, async (ids) => {
    released += await releaseTogether(remembering(platform), ids, opensAt, reach);
  });
  return released;
}

async function releaseTogether(
  platform: Platform,
  inquiryIds: readonly string[],
  opensAt: Date,
  reach: Reach,
): Promise<number> {
  return act(platform.kernel, systemViewer('release-window'), 'inquiry.release', async (context) => {
    const answered = await answeredOf(platform, context, inquiryIds);
    const planned = answered.map((leaving) => ({ ...leaving, plan: planOf(leaving, opensAt, reach) }));
    const acting = new Map(planned.map((leaving) => [leaving.row.id, leaving.plan]));
    for (const id of inquiryIds)
      if ((acting.get(id) ?? 'nothing') === 'nothing')
        await context.record({ object: { kind: 'inquiry', id }, details: { plan: 'nothing' } });
    const releasing = planned.filter(({ plan }) => plan === 'release');
    if (releasing.length > 0) await release(platform, context, releasing, opensAt);
    for (const leaving of planned) {
      if (leaving.plan === 'tell-person') await tellFirst(platform, context, leaving);
      if (leaving.plan === 'tell-silence') await tellSilence(platform, context, leaving);
    }
    return releasing.length;
  });
}

/** Those of the inquiries that wait and have an answer, with their keys at hand. */
async function answeredOf(
  { kernel: { keys } }: Platform,
  context: ActContext,
  inquiryIds: readonly string[],
): Promise<Leaving[]> {
  const answers = answerStore(keys, context);
  const answerOf = new Map((await answers.byApplications(inquiryIds)).map((answer) => [answer.applicationId, answer]));
  const rows = await applicationStore(context).heldByIds(inquiryIds);
  await openPersons(keys, context, rows);
  const leaving: Leaving[] = [];
  for (const row of rows) {
    const answer = answerOf.get(row.id);
    const body = answer === undefined ? undefined : await answers.openBody(answer, row.dataKeyId);
    if (answer !== undefined && body !== undefined && row.state === 'ASKING') leaving.push({ row, answer, body });
  }
  return leaving;
}

function planOf({ row, answer, body }: Leaving, opensAt: Date, reach: Reach): ReleasePlan {
  if (reach === 'record-only' && body.outcome !== 'record_found') return 'nothing';
  return releasePlan(answer.state, row.standing, answer.leavesFrom, opensAt);
}

async function release(
  platform: Platform,
  context: ActContext,
  leaving: readonly Leaving[],
  opensAt: Date,
): Promise<void> {
  const { kernel, doors } = platform;
  const told = toldStore(kernel.keys, context);
  const answerState = new Map(leaving.map(({ row, answer }) => [row.id, answer.state]));
  const toldOf = new Map<string, { decision: Buffer; noticeEntryId: string }>();
  for (const { row, body } of leaving) {
    const decision = decisionOf(doors.law, body, row);
    const { facts } = await noticeFactsOf(platform, context, row, decision, opensAt);
    const noticeEntryId = await context.record({
      object: { kind: 'inquiry', id: row.id },
      purpose: row.purpose,
      authority: row.legalBases.join(', '),
      details: { plan: 'release', noticeFacts: factsHash(facts), lawPack: body.lawPack.hash },
    });
    toldOf.set(row.id, { decision: await told.sealDecision(row, decision), noticeEntryId });
  }
  const { moved, refused } = await advanceMany(
    context,
    doors,
    leaving.map(({ row }) => row),
    'release',
    ({ id }) => {
      const [answer, decided] = [answerState.get(id), toldOf.get(id)];
      return {
        changes: { releasedAt: opensAt },
        ...(answer === undefined ? {} : { facts: { answer } }),
        ...(decided === undefined ? {} : { told: decided }),
      };
    },
  );
  if (refused.length > 0) refuse(refused[0]?.code ?? 'inquiry-state');
  await told.insertTypes(leaving.map(({ row, body }) => ({ row, types: body.types })));
  await answerStore(kernel.keys, context).release(leaving.map(({ answer }) => answer));
  // Whoever granted the same person something has to look at it again, wherever the record was told.
  await reviewGrants(
    platform,
    context,
    leaving.flatMap(({ row, body }) => (body.outcome === 'record_found' ? [row] : [])),
  );
  // What a record of serving staff sets going; candidates are not stopped from work they have not begun.
  for (const { row, body } of leaving)
    if (row.standing === 'serving' && body.outcome === 'record_found') await orderStopWork(platform, context, row);
  await tellPersons(
    platform,
    context,
    leaving.map(({ row }) => row),
    'answer-told',
  );
  await openKeptObjections(context, platform, moved);
}

/** A candidate hears of a confirmed record first, with the pack's period to object before the unit is told. */
async function tellFirst(platform: Platform, context: ActContext, { row, answer }: Leaving): Promise<void> {
  const leavesFrom = endOf(platform.doors.law, 'person_told_window', context.now);
  await answerStore(platform.kernel.keys, context).advance(answer, 'tell-person', { toldAt: context.now, leavesFrom });
  await tellPersons(platform, context, [row], 'record-told');
  await context.record({ object: { kind: 'inquiry', id: row.id }, details: { plan: 'tell-person' } });
}

/** Says that it cannot be answered now, which is no answer; the question goes on. */
async function tellSilence(platform: Platform, context: ActContext, { row, body }: Leaving): Promise<void> {
  const { kernel, doors } = platform;
  const decision = decisionOf(doors.law, body, row);
  await advance(context, doors, row, 'tell-silence', {
    changes: { decision: await toldStore(kernel.keys, context).sealDecision(row, decision) },
  });
  await answerStore(kernel.keys, context).markSilenceTold(row.id);
  await context.record({ object: { kind: 'inquiry', id: row.id }, details: { plan: 'tell-silence' } });
}
