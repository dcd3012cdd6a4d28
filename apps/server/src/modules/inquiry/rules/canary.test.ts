import { exchangeMessages } from '@gatehouse/contract';
import { builtInPacks, loadPack } from '@gatehouse/law';
import { hasValidCheckCharacter } from '@gatehouse/matching/identity-number';
import { expect, it } from 'vitest';
import { canaryMessages } from './canary.js';

const now = new Date('2026-11-23T01:00:00Z');

it.each([...builtInPacks.keys()])('by the pack %s a canary is a message that the registry takes', (name) => {
  const { pack } = loadPack(builtInPacks.get(name), builtInPacks);
  const messages = canaryMessages(pack, crypto.randomUUID(), now);
  expect(messages).toBeDefined();
  expect(exchangeMessages['inquiry.ask'].safeParse(messages?.inquiry).success).toBe(true);
  expect(exchangeMessages['enrolment.enrol'].safeParse(messages?.monitoring).success).toBe(true);
});

it('its number is of the province code that is never issued, and of a form that real ones have', () => {
  const { pack } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
  const number = canaryMessages(pack, crypto.randomUUID(), now)?.inquiry.person.documents[0]?.number ?? '';
  expect(number).toMatch(/^10/);
  expect(hasValidCheckCharacter(number)).toBe(true);
});
