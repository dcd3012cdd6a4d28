import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deliveryId,
  keepsSecretInFragment,
  maskAddress,
  problemOfStatus,
  readDeliveryId,
  retryAfterTries,
} from './rules.js';
import templates from './templates.json' with { type: 'json' };

const placeholders = (text: string) => [...new Set(text.match(/\{[a-zA-Z]+\}/g) ?? [])].sort();

describe('templates', () => {
  it.each(Object.entries(templates))('%s asks for the same values in both languages', (_name, { en, zh }) => {
    expect(placeholders(en.subject + en.text)).toEqual(placeholders(zh.subject + zh.text));
  });

  it.each(Object.entries(templates))('%s never judges a person', (_name, { en, zh }) => {
    expect(JSON.stringify([en, zh])).not.toMatch(/clean|passed|cleared|合格|offend|suspicious|crim|record|犯罪|违法/i);
  });
});

describe('masking an address', () => {
  it.each([
    ['phone', '13800001234', '138****34'],
    ['phone', '12345', '***'],
    ['email', 'invented@example.test', 'i***@example.test'],
    ['email', 'nonsense', '***'],
    ['post', '虚构路1号\n虚构市', '***'],
  ] as const)('%s %s is shown as %s', (kind, address, masked) => {
    expect(maskAddress(kind, address)).toBe(masked);
  });
});

describe('links', () => {
  it.each([
    ['https://gate.example/consent#secret', true],
    ['https://gate.example/consent?secret=1', false],
    ['https://gate.example/consent?a=1#secret', false],
    ['https://gate.example/consent', false],
    ['consent#secret', false],
  ])('%s keeps its secret: %s', (link, kept) => {
    expect(keepsSecretInFragment(link)).toBe(kept);
  });
});

describe('what the next hop calls a message', () => {
  it('leads back to message and round', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 99_999 }), (id, round) => {
        expect(readDeliveryId(deliveryId(id, round))).toEqual({ id, round });
      }),
    );
  });

  it.each([
    ['5.1.1', 'address-refused'],
    ['5.2.1', 'address-refused'],
    ['5.7.1', 'message-refused'],
    ['4.4.7', 'timeout'],
  ])('status %s means %s', (status, problem) => {
    expect(problemOfStatus(status)).toBe(problem);
  });
});

it('tries again with growing pauses, and ends', () => {
  const start = new Date('2026-11-23T01:00:00Z');
  const pauses = Array.from({ length: 9 }, (_, index) => retryAfterTries(index + 1, start)?.getTime());
  const tried = pauses.filter((pause) => pause !== undefined);
  expect(tried).toEqual([...tried].sort((one, other) => one - other));
  expect(pauses.at(-1)).toBeUndefined();
});
