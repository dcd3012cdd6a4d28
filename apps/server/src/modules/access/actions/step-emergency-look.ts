import type { EmergencyLook, emergencyLookEndpoints, RequestOf } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { sealersFor } from '../../../kernel/sealing.js';
import type { Viewer } from '../../../kernel/viewer.js';
import { type EmergencyDesk, peopleToPage } from '../emergency-setting.js';
import { actingAccount } from '../policy.js';
import { lookDeeds, openedNow } from '../rules/emergency-look.js';
import { accountStore } from '../store/account-store.js';
import { type EmergencyLookRow, emergencyLookStore, type LookVerb } from '../store/emergency-look-store.js';
import { sealedLookTable, showEmergencyLook } from './show-emergency-looks.js';

type Deed = EmergencyLook['may'][number];
type Changes = Parameters<ReturnType<typeof emergencyLookStore>['update']>[1];

/** Opens the look of a colleague, as the second person. @throws DomainError `emergency-look-own`, `emergency-look-not-at-step`, `not-found` */
export async function approveEmergencyLook(desk: EmergencyDesk, viewer: Viewer, id: string): Promise<EmergencyLook> {
  return step(desk, viewer, id, ['access.approve-emergency-look', 'approve', 'approve'], async (context, row) => {
    const { accountId } = refuseOwn(viewer, row);
    const account = (await accountStore(context).byId(accountId)) ?? refuse('not-found');
    return {
      ...openedNow(desk.doors.times, context.now),
      approvedBy: accountId,
      approvedByName: account.displayName,
    };
  });
}

/** @throws DomainError as above */
export async function declineEmergencyLook(desk: EmergencyDesk, viewer: Viewer, id: string): Promise<EmergencyLook> {
  return step(desk, viewer, id, ['access.decline-emergency-look', 'decline', 'decline'], async (context, row) => {
    refuseOwn(viewer, row);
    return { declinedAt: context.now, endedAt: context.now };
  });
}

/**
 * Opens the own look without a second person, who was silent, for a child in danger. People elsewhere are paged in the same act: where nobody
 * can be, it is not opened.
 * @throws DomainError `emergency-look-not-alone`, `emergency-look-nobody-to-page`, `not-found`
 */
export async function openEmergencyLookAlone(desk: EmergencyDesk, viewer: Viewer, id: string): Promise<EmergencyLook> {
  const { times } = desk.doors;
  const words = ['access.open-emergency-look-alone', 'open-alone', 'open_alone'] as const;
  return step(desk, viewer, id, words, async (context, row) => {
    for (const address of peopleToPage(desk)) {
      await desk.doors.queuePage(context, {
        to: { kind: 'phone', address },
        language: 'zh',
        template: 'emergency-look-alone',
        parameters: { minutes: times.openMinutes },
        about: { kind: 'access.emergency-look', id },
        organisationId: row.organisationId,
        keptFromOutbox: true,
      });
    }
    return { ...openedNow(times, context.now), isAlone: true };
  });
}

/** Ends the own look, or takes it back. @throws DomainError `emergency-look-not-at-step`, `not-found` */
export async function endEmergencyLook(desk: EmergencyDesk, viewer: Viewer, id: string): Promise<EmergencyLook> {
  return step(desk, viewer, id, ['access.end-emergency-look', 'end', 'end'], async ({ now }) => ({ endedAt: now }));
}

/**
 * Says whether a look was in order, which closes it. A later word takes the place of an earlier one; what was said stays in the journal. The account is
 * suspended, or let in again, by the watch, which is woken.
 * @throws DomainError `emergency-look-not-at-step`, `not-found`
 */
export async function reviewEmergencyLook(
  desk: EmergencyDesk,
  viewer: Viewer,
  id: string,
  { verdict, words }: RequestOf<typeof emergencyLookEndpoints.review>['body'],
): Promise<EmergencyLook> {
  const { accountId } = actingAccount(viewer);
  return step(desk, viewer, id, ['access.review-emergency-look', 'review', 'review'], async (context, row) => {
    const sealers = await sealersFor(desk.kernel.keys, context, [row.dataKeyId], sealedLookTable);
    const sealer = sealers.get(row.dataKeyId);
    if (sealer === undefined) throw new Error('the data key of an emergency look was destroyed');
    await context.enqueue('access.watch-emergency-looks', {});
    const verdictWords = sealer.seal('verdict_words', id, words);
    const endedAt = row.endedAt ?? earlier(context.now, row.openUntil);
    return { verdict, verdictWords, reviewedAt: context.now, reviewedBy: accountId, endedAt };
  });
}

function earlier(now: Date, until: Date | null): Date {
  return until !== null && until < now ? until : now;
}

/** One step of a look that the viewer may take now, with its action and entry. */
async function step(
  desk: EmergencyDesk,
  viewer: Viewer,
  id: string,
  [name, verb, deed]: readonly [string, LookVerb, Deed],
  work: (context: ActContext, row: EmergencyLookRow) => Promise<Changes>,
): Promise<EmergencyLook> {
  const { accountId, roles } = actingAccount(viewer);
  return act(desk.kernel, viewer, name, async (context) => {
    const looks = emergencyLookStore(context);
    await looks.lock(id);
    const row = await looks.byId(id);
    const by = { accountId, isAuditor: roles.includes('auditor') };
    const { times } = desk.doors;
    if (!lookDeeds(row, times, context.now, by).includes(deed))
      refuseDeed(row, deed, by.accountId, times.silentMinutes);
    const changes = await work(context, row);
    await looks.note(id, verb);
    await looks.update(id, changes);
    const { verdict } = changes;
    await context.record({
      object: { kind: 'access.emergency-look', id },
      subjects: row.subjects,
      purpose: row.ground,
      details: { account: row.accountId, ...(typeof verdict === 'string' ? { verdict } : {}) },
    });
    return showEmergencyLook(desk, context, await looks.byId(id));
  });
}

function refuseDeed(row: EmergencyLookRow, deed: Deed, accountId: string, silentMinutes: number): never {
  const isOwn = row.accountId === accountId;
  if (isOwn && (deed === 'approve' || deed === 'decline')) refuse('emergency-look-own');
  if (deed === 'open_alone' && isOwn && row.openedAt === null && row.endedAt === null)
    refuse('emergency-look-not-alone', { limit: silentMinutes });
  return refuse(isOwn || deed !== 'end' ? 'emergency-look-not-at-step' : 'not-found');
}

function refuseOwn(viewer: Viewer, row: EmergencyLookRow) {
  const account = actingAccount(viewer);
  if (account.accountId === row.accountId) refuse('emergency-look-own');
  return account;
}
