import type { Role } from '@gatehouse/contract';
import { refuse, refuseField } from '../../../kernel/errors.js';
import { refuseUnfitRole } from './roles.js';

/** The account that is away or stands in, as far as the rules look at it. */
export type Standing = {
  readonly id: string;
  readonly organisationId: string;
  readonly closedAt: Date | null;
  /** Roles of its own, in force. */
  readonly roles: readonly Role[];
  /** Roles in force, and those of stand-ins now and to come. */
  readonly due: readonly Role[];
};

/** Refuses a period that is turned round or over already. */
export function refuseUnfitPeriod(startsAt: Date, endsAt: Date, now: Date): void {
  if (endsAt <= startsAt)
    refuseField('endsAt', { en: 'The end lies before the beginning.', zh: '结束时间早于开始时间。' });
  if (endsAt <= now) refuseField('endsAt', { en: 'This period is already over.', zh: '该期间已经结束。' });
}

/**
 * Refuses a stand-in that lends what the absent account does not hold, crosses houses, or joins roles in one person that
 * exclude each other.
 */
export function refuseUnfitStandIn(role: Role, organisationKind: string, absent: Standing, standing: Standing): void {
  if (absent.id === standing.id || absent.organisationId !== standing.organisationId) {
    refuseField('accountId', {
      en: 'Choose another account of the same organisation.',
      zh: '请选择同一单位的其他账号。',
    });
  }
  if (absent.closedAt !== null || standing.closedAt !== null) refuse('account-closed');
  if (!absent.roles.includes(role)) {
    refuseField('role', { en: 'The absent account does not hold this role.', zh: '请假账号没有该岗位。' });
  }
  if (standing.roles.includes(role)) refuse('role-held-already');
  refuseUnfitRole(role, organisationKind, standing.due);
}

/** Where a stand-in stands at an instant. */
export function standInState(
  standIn: { startsAt: Date; endsAt: Date; confirmedBy: string | null; endedAt: Date | null },
  now: Date,
): 'proposed' | 'confirmed' | 'in-force' | 'over' {
  if (standIn.endedAt !== null || standIn.endsAt <= now) return 'over';
  if (standIn.confirmedBy === null) return 'proposed';
  return standIn.startsAt <= now ? 'in-force' : 'confirmed';
}
