import type { EmergencyLook, emergencyVerdicts } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';

/** How long a look stands open, a second person may be silent, and a review may take; of the law pack. */
export type EmergencyTimes = Pick<LawPack['emergencyLooks'], 'openMinutes' | 'silentMinutes' | 'reviewHours'>;

/** An emergency look as far as the rules look at it. */
export type LookFacts = {
  readonly accountId: string;
  readonly ground: string;
  readonly askedAt: Date;
  readonly declinedAt: Date | null;
  readonly openedAt: Date | null;
  readonly openUntil: Date | null;
  readonly endedAt: Date | null;
  readonly reviewDueAt: Date | null;
  readonly verdict: string | null;
  /** Nothing is left of whom it was about and why: nobody can say any more whether it was in order. */
  readonly erasedAt: Date | null;
};

export type LookState = EmergencyLook['state'];
type Deed = EmergencyLook['may'][number];
type Verdict = (typeof emergencyVerdicts)[number];

const minute = 60_000;
const after = (from: Date, minutes: number): Date => new Date(from.getTime() + minutes * minute);

/** Where a look stands at an instant. One that nobody opened in the time it would have stood open has lapsed. */
export function lookState(look: LookFacts, times: EmergencyTimes, now: Date): LookState {
  if (look.declinedAt !== null) return 'declined';
  if (look.openUntil !== null) return look.endedAt === null && now < look.openUntil ? 'open' : 'over';
  if (look.endedAt !== null) return 'lapsed';
  return now < after(look.askedAt, times.openMinutes) ? 'waiting' : 'lapsed';
}

/** From when its owner may open a look alone; undefined where the reason does not allow it. */
export function aloneFrom({ ground, askedAt }: Pick<LookFacts, 'ground' | 'askedAt'>, times: EmergencyTimes) {
  return ground === 'child_in_danger' ? after(askedAt, times.silentMinutes) : undefined;
}

/** When a look that is opened now closes by itself, and until when it has to be reviewed. */
export function openedNow(times: EmergencyTimes, now: Date) {
  return {
    openedAt: now,
    openUntil: after(now, times.openMinutes),
    reviewDueAt: after(now, times.reviewHours * 60),
  };
}

/** What an account may do with a look now; its page offers this and the actions ask the same. */
export function lookDeeds(
  look: LookFacts,
  times: EmergencyTimes,
  now: Date,
  by: { readonly accountId: string; readonly isAuditor: boolean },
): Deed[] {
  const state = lookState(look, times, now);
  if (look.erasedAt !== null) return [];
  if (by.isAuditor) return look.openedAt === null ? [] : ['review'];
  if (by.accountId !== look.accountId) return state === 'waiting' ? ['approve', 'decline'] : [];
  if (state === 'open') return ['look', 'end'];
  if (state !== 'waiting') return [];
  const from = aloneFrom(look, times);
  return from !== undefined && from <= now ? ['open_alone', 'end'] : ['end'];
}

/** Whether the account that took these looks has to be suspended: one was not in order, or nobody has said so in time. */
export function isSuspended(looks: readonly Pick<LookFacts, 'reviewDueAt' | 'verdict'>[], now: Date): boolean {
  return looks.some(({ reviewDueAt, verdict }) => {
    if (reviewDueAt === null || verdict === ('in_order' satisfies Verdict)) return false;
    return verdict !== null || reviewDueAt <= now;
  });
}
