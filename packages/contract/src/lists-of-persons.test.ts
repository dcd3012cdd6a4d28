import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import * as contract from './index.js';

/**
 * Why nobody leafs through persons by a list that leaves an entry. Decoys belong into lists in which officers can (ADR 45): whoever adds a list
 * says here why it is none, or brings its decoys with it.
 */
const kinds = {
  work: 'what this desk has to do, every row of it',
  own: 'what the reader, their unit or their authority entered or answers for',
  order: 'orders and records that were given into the reader’s hands',
  watch: 'what others did, without whom it was done to',
  nobody: 'accounts, organisations, files and figures',
  person: 'the page of whoever it is about',
} as const;

const lists: Readonly<Record<string, keyof typeof kinds>> = {
  'GET /api/accounts': 'nobody',
  'GET /api/emergency-looks': 'watch',
  'GET /api/emergency-looks-to-review': 'watch',
  'GET /api/consent': 'person',
  'GET /api/coverage': 'own',
  'GET /api/employments': 'own',
  'GET /api/gaps': 'own',
  'GET /api/inquiries': 'own',
  'GET /api/inquiry-batches': 'nobody',
  'GET /api/inquiry-reviews': 'work',
  'GET /api/journal/entries': 'watch',
  'GET /api/look-confirmations': 'watch',
  'GET /api/look-reviews': 'watch',
  'GET /api/messages': 'own',
  'GET /api/objections': 'work',
  'GET /api/objections-above': 'work',
  'GET /api/owed-gaps': 'nobody',
  'GET /api/own-page': 'person',
  'GET /api/post-answers': 'nobody',
  'GET /api/prohibitions': 'order',
  'GET /api/recalled-answers': 'work',
  'GET /api/registry/aliases': 'work',
  'GET /api/registry/entry-lags': 'nobody',
  'GET /api/registry/imports': 'nobody',
  'GET /api/registry/merge-undoings': 'work',
  'GET /api/registry/proposals': 'work',
  'GET /api/registry/verifications': 'work',
  'GET /api/retention/holds': 'order',
  'GET /api/sent-staff': 'own',
  'GET /api/serving-records': 'order',
  'GET /api/stand-ins': 'nobody',
  'GET /api/stop-work-orders': 'work',
  'GET /api/tips': 'work',
  'GET /api/unentered-units': 'nobody',
  'GET /scim/v2/Users': 'own',
};

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'path' in value && 'journal' in value;

const endpoints = Object.values(contract)
  .flatMap((group) => (typeof group === 'object' && group !== null ? Object.values(group) : []))
  .filter(isEndpoint);

/** Whether an answer holds rows: an array of objects at its first level. */
function holdsRows(answer: unknown): boolean {
  if (!(answer instanceof z.ZodObject)) return false;
  return Object.values(answer.shape).some((part) => part instanceof z.ZodArray && part.element instanceof z.ZodObject);
}

it('no list of persons can be leafed through: each that leaves an entry says why, and a new one has to', () => {
  expect(Object.keys(kinds)).toEqual(expect.arrayContaining(Object.values(lists)));
  const found = endpoints
    .filter(({ method, path, journal }) => method === 'GET' && !path.includes(':') && 'act' in journal)
    .filter(({ answer }) => holdsRows(answer))
    .map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(found)].sort()).toEqual(Object.keys(lists).sort());
});

it('the registry is reached by a whole number or an id, with a purpose, and by nothing else', () => {
  const reading = endpoints.filter(
    ({ path, access }) =>
      path.startsWith('/api/registry') && (access === 'registry:read' || access === 'registry:replay'),
  );
  const unasked = reading.filter(({ query, body }) => {
    const asked = [query, body].some((shape) => shape instanceof z.ZodObject && 'purpose' in shape.shape);
    return !asked;
  });
  // Changes that wait for a second person: the work of whoever confirms them.
  expect([...new Set(unasked.map(({ method, path }) => `${method} ${path}`))].sort()).toEqual([
    'GET /api/registry/aliases',
    'GET /api/registry/merge-undoings',
    'GET /api/registry/proposals',
  ]);
});
