import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { ExchangeEnvelope } from '@gatehouse/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProtectedAddress } from './address.js';
import { acknowledgementBytes, envelopeBytes, isSignedBy } from './envelope.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const raw = (key: KeyObject) => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
const signed = (bytes: Uint8Array) => sign(null, bytes, privateKey).toString('base64');

const envelope: ExchangeEnvelope = {
  id: '6d3f9a0e-0000-4000-8000-000000000001',
  from: { node: 'one', role: 'platform' },
  to: { node: 'two', role: 'registry' },
  type: 'inquiry.cancel',
  sequence: 7,
  sentAt: '2026-11-23T01:00:00.000Z',
  body: { askId: '6d3f9a0e-0000-4000-8000-000000000002' },
};

describe('a signed envelope', () => {
  it('has one written form, whatever the order of its names', () => {
    const turned = Object.fromEntries(Object.entries(envelope).reverse()) as ExchangeEnvelope;
    expect(envelopeBytes(turned)).toEqual(envelopeBytes(envelope));
    expect(Buffer.from(envelopeBytes(envelope)).toString('utf8')).toMatch(/^\{"body":\{"askId"/);
  });

  it('is not accepted with any part changed', () => {
    const signature = signed(envelopeBytes(envelope));
    expect(isSignedBy(raw(publicKey), envelopeBytes(envelope), signature)).toBe(true);
    const changes: Partial<ExchangeEnvelope>[] = [
      { id: '6d3f9a0e-0000-4000-8000-000000000003' },
      { from: { node: 'one', role: 'registry' } },
      { to: { node: 'three', role: 'registry' } },
      { type: 'inquiry.ask' },
      { sequence: 8 },
      { sentAt: '2026-11-23T01:00:00.001Z' },
      { body: {} },
    ];
    for (const change of changes)
      expect(isSignedBy(raw(publicKey), envelopeBytes({ ...envelope, ...change }), signature)).toBe(false);
  });

  it('is not accepted under another key or a signature of chance', () => {
    const other = generateKeyPairSync('ed25519').publicKey;
    expect(isSignedBy(raw(other), envelopeBytes(envelope), signed(envelopeBytes(envelope)))).toBe(false);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(isSignedBy(raw(publicKey), envelopeBytes(envelope), Buffer.from(bytes).toString('base64'))).toBe(false);
      }),
    );
  });
});

it('an acknowledgement stands for one node and one envelope', () => {
  const of = (node: string, change: Partial<ExchangeEnvelope> = {}) =>
    Buffer.from(acknowledgementBytes(node, { ...envelope, ...change })).toString('utf8');
  expect(new Set([of('two'), of('three'), of('two', { body: {} }), of('two', { sequence: 8 })]).size).toBe(4);
});

it.each([
  ['https://registry.example', true],
  ['http://registry.example', false],
  ['http://127.0.0.1:7080', true],
  ['http://localhost:7080', true],
  ['http://127.0.0.1.example', false],
  ['https://user:word@registry.example', false],
  ['ftp://registry.example', false],
  ['registry.example', false],
])('%s may carry personal data: %s', (address, expected) => {
  expect(isProtectedAddress(address)).toBe(expected);
});
