import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import settings from '../../settings.json' with { type: 'json' };
import { drawFirstKeys, drawHeldKey, type KeptKey } from './key-entry.js';
import { cryptographies } from './suites.js';

const page = readFileSync(new URL('../../../../../docs/keys.md', import.meta.url), 'utf8');
const now = new Date('2026-11-23T01:00:00Z');

/** Every kind of key that a ring can hold: those a new node draws, of either suite, and those of a hardware module. */
const ofRing: readonly KeptKey[] = [
  ...cryptographies.flatMap((cryptography) => drawFirstKeys('registry.example', now, cryptography)),
  ...(['wrapping', 'tokens', 'signing'] as const).map((use) =>
    drawHeldKey({
      node: 'registry.example',
      use,
      scope: use === 'signing' ? 'log' : '*',
      sequence: 1,
      state: 'active',
      now,
    }),
  ),
];

it('the inventory names every key that a ring can hold, and no other', () => {
  const named = [...page.matchAll(/^\| (wrapping|tokens|signing) \| `([^`]+)` \| `([^`]+)` \|/gm)].map((row) =>
    row.slice(1, 4).join(' '),
  );
  const held = new Set(ofRing.map(({ use, scope, suite }) => `${use} ${scope} ${suite}`));
  expect(held.size).toBeGreaterThan(8);
  expect(named.sort()).toEqual([...held].sort());
});

it('and every setting that holds a secret, or says where keys are', () => {
  const secret = /secret|login|key|issuer|witness|mail server/i;
  const holding = settings.filter(
    ({ variable, description }) =>
      /(SECRET|URL|KEY|ISSUER|WITNESSES)/.test(variable) && secret.test(`${variable} ${description}`),
  );
  const unnamed = holding.map(({ variable }) => variable).filter((variable) => !page.includes(`\`${variable}\``));
  // Says where the ring lies, which is the first table; the addresses of a gateway hold nothing.
  expect(unnamed).toEqual(['GATEHOUSE_KEYS']);
});
