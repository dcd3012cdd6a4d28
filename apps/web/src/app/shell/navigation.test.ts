import { expect, it } from 'vitest';
import { litEntry, navigation } from './navigation.js';

it.each([
  ['/', '/'],
  ['/inquiries', '/inquiries'],
  ['/inquiries/0193f5c8-0000-7000-8000-000000000001', '/inquiries'],
  ['/inquiries/new', '/inquiries/new'],
  ['/inquiries/new/list', '/inquiries/new'],
  ['/inquiry-lists/1', '/inquiry-lists'],
  ['/accounts/waiting', '/accounts'],
  ['/account', '/account'],
  ['/elsewhere', undefined],
])('%s lights %s and no other', (path, to) => {
  expect(litEntry(navigation, path)?.to).toBe(to);
});
