import type { ExchangeMessage } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { endOf } from '../rules/clocks.js';
import { decisionOf } from '../rules/decision.js';
import { factsHash } from '../rules/notice-facts.js';
import { type ReleasePlan, releasePlan } from '../rules/release.js';
import { type Answer, answerStore } from '../store/answer-store.js';
import { type Application, applicationStore } from '../store/application-store.js';
import { toldStore } from '../store/told-store.js';
import { advance } from './advance.js';
import { noticeFactsOf } from './notice-facts-of.js';
import { openKeptObjection } from './object.js';
import { orderStopWork } from './stop-work.js';
import { tellPerson } from './tell-person.js';

type Leaving = { readonly row: Application; readonly answer: Answer; readonly body: ExchangeMessage<'inquiry.answer'> };

/**
 * Lets one answered inquiry leave at a window, once: whoever comes second finds nothing to do.
 * @param opensAt the window's instant; every inquiry of a window is told at that very instant
 * @param reach `record-only`: outside the windows, for the stop-work order that may not wait
 */
export async function releaseInquiry(
  platform: Platform,
  inquiryId: string,
  opensAt: Date,
  reach: 'all' | 'record-only' = 'all',
): Promise<ReleasePlan> {
  const { keys } = platform.kernel;
  return act(platform.kernel, systemViewer('release-window'), 'inquiry.release', async (context) => {
    const answers = answerStore(keys, context);
    const answer = await answers.byApplication(inquiryId);
    const row = await applicationStore(context).byId(inquiryId);
    const body = answer === undefined ? undefined : await answers.openBody(answer, row.dataKeyId);
    if (answer === undefined || body === undefined || row.state !== 'ASKING') return leave(context, inquiryId);
    if (reach === 'record-only' && body.outcome !== 'record_found') return leave(context, inquiryId);
    const plan = releasePlan(answer.state, row.standing, answer.leavesFrom, opensAt);
    const leaving = { row, answer, body };
    if (plan === 'release') await release(platform, context, leaving, opensAt);
    else if (plan === 'tell-person') await tellFirst(platform, context, leaving);
    else if (plan === 'tell-silence') await tellSilence(platform, context, leaving);
    else await leave(context, inquiryId);
    return plan;
  });
}

async function leave(context: ActContext, id: string): Promise<'nothing'> {
  await context.record({ object: { kind: 'inquiry', id }, details: { plan: 'nothing' } });
  return 'nothing';
}

async function release(
  platform: Platform,
  context: ActContext,
  { row, answer, body }: Leaving,
  opensAt: Date,
): Promise<void> {
  const { kernel, doors } = platform;
  const told = toldStore(kernel.keys, context);
  const decision = decisionOf(doors.law.pack, body, row.standing);
  const { facts } = await noticeFactsOf(platform, context, row, decision, opensAt);
  const entryId = await context.record({
    object: { kind: 'inquiry', id: row.id },
    purpose: row.purpose,
    authority: row.legalBases.join(', '),
    details: { plan: 'release', noticeFacts: factsHash(facts), lawPack: body.lawPack.hash },
  });
  const released = await advance(context, doors, row, 'release', {
    changes: {
      decision: await told.sealDecision(row, decision),
      releasedAt: opensAt,
      noticeEntryId: entryId,
    },
    facts: { answer: answer.state },
  });
  await told.insertTypes(row, body.types);
  await answerStore(kernel.keys, context).advance(answer, 'release');
  // What a record of serving staff sets going; candidates are not stopped from work they have not begun.
  if (row.standing === 'serving' && body.outcome === 'record_found') await orderStopWork(platform, context, row);
  await tellPerson(platform, context, row, 'answer-told');
  await openKeptObjection(context, platform, released);
}

/** A candidate hears of a confirmed record first, with the pack's period to object before the unit is told. */
async function tellFirst(platform: Platform, context: ActContext, { row, answer }: Leaving): Promise<void> {
  const leavesFrom = endOf(platform.doors.law, 'person_told_window', context.now);
  await answerStore(platform.kernel.keys, context).advance(answer, 'tell-person', { toldAt: context.now, leavesFrom });
  await tellPerson(platform, context, row, 'record-told');
  await context.record({ object: { kind: 'inquiry', id: row.id }, details: { plan: 'tell-person' } });
}

/** Says that it cannot be answered now, which is no answer; the question goes on. */
async function tellSilence(platform: Platform, context: ActContext, { row, body }: Leaving): Promise<void> {
  const { kernel, doors } = platform;
  const decision = decisionOf(doors.law.pack, body, row.standing);
  await advance(context, doors, row, 'tell-silence', {
    changes: { decision: await toldStore(kernel.keys, context).sealDecision(row, decision) },
  });
  await answerStore(kernel.keys, context).markSilenceTold(row.id);
  await context.record({ object: { kind: 'inquiry', id: row.id }, details: { plan: 'tell-silence' } });
}
