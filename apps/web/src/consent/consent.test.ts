import { describe, expect, it } from 'vitest';
import { bodyOf } from './answer-step.js';
import { plainCode } from './code-step.js';
import { missingIn } from './own-details.js';
import { secretIn } from './use-consent.js';

const details = { name: '欧阳予安', documentNumber: 'E12345678' };

describe('a personal link', () => {
  it.each([
    ['#kJ2h8sLq0Zx4Vb7Nn1Mm3Pp5', 'kJ2h8sLq0Zx4Vb7Nn1Mm3Pp5'],
    ['#short', undefined],
    ['', undefined],
    ['#kJ2h8sLq0Zx4Vb7N n1Mm3Pp5', undefined],
    ['#kJ2h8sLq0Zx4Vb7Nn1Mm3Pp5\r\nx: y', undefined],
  ])('%j holds %j', (hash, secret) => {
    expect(secretIn(hash)).toBe(secret);
  });
});

describe('a code', () => {
  it.each([
    ['７k3m-91', '7K3M91'],
    [' 7K3 M91 ', '7K3M91'],
  ])('%j means %s', (typed, code) => {
    expect(plainCode(typed)).toBe(code);
  });
});

describe('an answer', () => {
  it('carries the hash of the text only when it agrees to it', () => {
    expect(bodyOf('agree', details, 'hash', undefined)).toEqual({ answer: 'agree', ...details, textHash: 'hash' });
    expect(bodyOf('refuse', details, 'hash', undefined)).toEqual({ answer: 'refuse', ...details });
  });

  it('that the details are not mine carries none', () => {
    expect(bodyOf('not-mine', details, 'hash', undefined)).toEqual({ answer: 'not-mine' });
  });

  it('needs the own name and number', () => {
    expect(missingIn({ name: ' ', documentNumber: 'E1' })).toEqual(['name', 'documentNumber']);
    expect(missingIn(details)).toEqual([]);
  });
});
