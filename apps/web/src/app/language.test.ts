import { describe, expect, it } from 'vitest';
import { preferredLanguage } from './language.js';

describe('the language to begin with', () => {
  it.each([
    ['en', ['zh-CN'], 'en'],
    [null, ['zh-TW', 'en'], 'zh'],
    [null, ['ug', 'en-US'], 'en'],
    [null, ['bo'], 'zh'],
    ['other', ['en'], 'en'],
  ])('chosen %s, browser %j: %s', (chosen, browser, language) => {
    expect(preferredLanguage(chosen, browser)).toBe(language);
  });
});
