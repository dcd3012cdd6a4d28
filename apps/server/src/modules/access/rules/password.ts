import { refuseField } from '../../../kernel/errors.js';
import mostUsed from './most-used-passwords.json' with { type: 'json' };
import guessedWords from './password-words.json' with { type: 'json' };

const leastDifferentCharacters = 5;
/** Characters that a password has beside words that are guessed first. */
const leastOfOnesOwn = 8;
const mostUsedPasswords: ReadonlySet<string> = new Set(mostUsed.passwords.split(' '));
const guessed = [...guessedWords].sort((one, other) => other.length - one.length);

/**
 * Refuses a password that is guessed first: one that contains the account name, is little but words of this place
 * (`password-words.json`), is among those used most (`most-used-passwords.json`), repeats a few characters, or is the present one. Length is said in the contract; composition rules are
 * not asked for (NIST SP 800-63B, 5.1.1.2).
 */
export function refuseUnfitPassword(next: string, login: string, current: string): void {
  if (next.toLowerCase().includes(login.toLowerCase())) {
    refuseField('next', { en: 'It must not contain the account name.', zh: '不得包含账号名称。' });
  }
  if (ownLength(next) < leastOfOnesOwn) {
    refuseField('next', {
      en: 'It is little but words that are tried first, such as the name of this system or of a desk. Use others.',
      zh: '密码大部分由易被猜到的词组成，如系统名称或岗位名称，请换用其他内容。',
    });
  }
  if (isMostUsed(next)) {
    refuseField('next', {
      en: 'It is among the passwords that are used most and tried first, or is made of two of them. Use others, or a sentence.',
      zh: '该密码属于最常用、最先被尝试的密码，或由其中两个组成，请换用其他内容或一句话。',
    });
  }
  if (new Set(next).size < leastDifferentCharacters) {
    refuseField('next', { en: 'Use at least five different characters.', zh: '请至少使用五个不同的字符。' });
  }
  if (next === current) {
    refuseField('next', { en: 'Choose one that differs from the present one.', zh: '新密码不得与当前密码相同。' });
  }
}

/**
 * Whether a password is one of those used most, which leaked lists begin with, or two of them in a row, figures and signs around
 * them left out: what is tried first. A sentence of three words is not, whatever its words.
 */
function isMostUsed(password: string): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const places = Array.from({ length: text.length + 1 }, (_, place) => place);
  return places.some((place) => isWorthless(text.slice(0, place)) && isWorthless(text.slice(place)));
}

function isWorthless(part: string): boolean {
  const bare = part.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return bare === '' || mostUsedPasswords.has(part) || mostUsedPasswords.has(bare);
}

/** How many characters are left without those words. */
function ownLength(password: string): number {
  const left = guessed.reduce((rest, word) => rest.replaceAll(word, ' '), password.normalize('NFKC').toLowerCase());
  return [...left.replace(/\s/g, '')].length;
}
