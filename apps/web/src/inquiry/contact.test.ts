import { describe, expect, it } from 'vitest';
import { contactOf } from './contact.js';

describe('how a person of a list is reached', () => {
  it.each([
    ['138 0000 0000', { channel: 'sms', contact: '13800000000' }],
    ['１３８００００００００', { channel: 'sms', contact: '13800000000' }],
    ['zeng@example.org', { channel: 'email', contact: 'zeng@example.org' }],
    ['12345', undefined],
    ['zeng@', undefined],
  ])('%s', (typed, contact) => {
    expect(contactOf(typed, true)).toEqual(contact);
  });

  it('is a letter for those left empty, if letters are wanted', () => {
    expect(contactOf(' ', true)).toEqual({ channel: 'printed' });
    expect(contactOf(' ', false)).toBeUndefined();
  });
});
