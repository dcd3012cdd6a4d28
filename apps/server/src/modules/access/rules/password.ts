import { refuseField } from '../../../kernel/errors.js';

const leastDifferentCharacters = 5;

/**
 * Refuses a password that is guessed first: one that contains the account name, repeats a few characters, or is the present
 * one. Length is said in the contract; composition rules are not asked for (NIST SP 800-63B, 5.1.1.2).
 */
export function refuseUnfitPassword(next: string, login: string, current: string): void {
  if (next.toLowerCase().includes(login.toLowerCase())) {
    refuseField('next', { en: 'It must not contain the account name.', zh: '不得包含账号名称。' });
  }
  if (new Set(next).size < leastDifferentCharacters) {
    refuseField('next', { en: 'Use at least five different characters.', zh: '请至少使用五个不同的字符。' });
  }
  if (next === current) {
    refuseField('next', { en: 'Choose one that differs from the present one.', zh: '新密码不得与当前密码相同。' });
  }
}
