import { refuseField } from '../../../kernel/errors.js';

const longestTokenDays = 365;

/** Refuses an end of an API token that has passed or lies more than a year away. */
export function refuseUnfitTokenEnd(expiresAt: Date, now: Date): void {
  if (expiresAt <= now) refuseField('expiresAt', { en: 'This time has passed.', zh: '该时间已过。' });
  if (expiresAt.getTime() - now.getTime() > longestTokenDays * 86_400_000) {
    refuseField('expiresAt', { en: 'A token lasts one year at most.', zh: '令牌有效期最长一年。' });
  }
}
