import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import * as contract from './index.js';

/** Why no personal data can lie behind an endpoint that leaves no entry. A new one has to fit one of these, or be journalled. */
const kinds = {
  form: 'an empty form',
  counts: 'counts, states and rules',
  account: 'the own account alone',
  node: 'the node and its neighbours',
  organisations: 'organisations, sources and the law pack',
  nothing: 'nothing is looked up',
} as const;

/** The closed list. Whoever adds a line says here what lies behind it, for a reviewer to doubt. */
const unjournalled: Readonly<Record<string, keyof typeof kinds>> = {
  'GET /api/inquiry-template': 'form',
  'GET /api/registry/import-template': 'form',
  'GET /api/roster-template': 'form',
  'GET /api/joint-file-template': 'form',
  'GET /api/joint-files': 'counts',
  'GET /api/joint-files/:id': 'counts',
  'GET /api/inquiry-batches/:id': 'counts',
  'GET /api/roster-loads/:id': 'counts',
  'GET /api/inquiry-deeds': 'counts',
  'GET /api/inquiry-deeds/:id': 'counts',
  'GET /api/inquiry-deeds/:id/left': 'counts',
  'GET /api/inquiry-home': 'counts',
  'GET /api/voided-numbers/:prefix': 'counts',
  'GET /api/proof-status/:id': 'counts',
  'GET /api/proof-key': 'node',
  'GET /api/objection-figures': 'counts',
  'GET /api/operations/keys': 'node',
  'GET /api/operations/registry-imports/:importId': 'counts',
  'GET /api/operations/registry-imports/:importId/rows': 'counts',
  'GET /api/messages/figures': 'counts',
  'GET /api/unusual-looks': 'counts',
  'GET /api/use-figures': 'counts',
  'GET /api/withheld-looks': 'counts',
  'GET /api/registry/comparisons': 'counts',
  'GET /api/registry/imports/:importId': 'counts',
  'GET /api/registry/imports/:importId/rows': 'counts',
  'GET /api/registry/merge-sweeps': 'counts',
  'GET /api/registry/merges': 'counts',
  'GET /api/registry/overview': 'counts',
  'GET /api/registry/desk': 'counts',
  'GET /api/registry/rescreenings': 'counts',
  'GET /api/coverage/home': 'counts',
  'GET /api/coverage/units': 'counts',
  'GET /api/coverage/certificate': 'organisations',
  'GET /api/coverage/divisions': 'organisations',
  'POST /api/coverage/look-up': 'organisations',
  'GET /api/canaries': 'node',
  'GET /api/registry/canaries': 'node',
  'GET /api/conflicts': 'account',
  'GET /api/emergency-looks/open': 'account',
  'GET /api/passkeys': 'account',
  // Of the account whose right password the ticket stands for; of nobody where there is none.
  'POST /api/sign-in/passkey/begin': 'account',
  'GET /api/provider-link': 'account',
  'GET /api/second-factor': 'account',
  'GET /api/session': 'account',
  'GET /api/sessions': 'account',
  'GET /api/tokens': 'account',
  'GET /api/exchange/identity': 'node',
  'GET /api/exchange/peers': 'node',
  'GET /api/exchange/outbox': 'node',
  'GET /api/journal/head': 'node',
  'GET /api/health': 'node',
  'GET /api/own-page/ways': 'node',
  'GET /api/sign-in/ways': 'node',
  'POST /api/own-page/identity/begin': 'nothing',
  'POST /api/sign-in/provider/begin': 'nothing',
  'POST /api/operations/examinations': 'node',
  'GET /api/organisations': 'organisations',
  'GET /api/organisations/:id': 'organisations',
  'GET /api/inquiry-options': 'organisations',
  'GET /api/registry/sources': 'organisations',
  'GET /api/roster': 'counts',
  'GET /api/roster-units': 'counts',
  'GET /api/roster-units/:id': 'counts',
  'GET /api/headcount-template': 'form',
  'GET /api/tip-options': 'organisations',
  'GET /api/unentered-units/areas': 'organisations',
  // Units and counts of the own authority; nothing is kept.
  'POST /api/headcount-files/compare': 'organisations',
  'GET /scim/v2/ServiceProviderConfig': 'nothing',
  'GET /scim/v2/ResourceTypes': 'nothing',
  'GET /scim/v2/ResourceTypes/:name': 'nothing',
  'GET /scim/v2/Schemas': 'nothing',
  'GET /scim/v2/Schemas/:name': 'nothing',
  'POST /api/inquiries/check': 'nothing',
  'GET /api/prohibition-home': 'counts',
  'GET /api/retention': 'counts',
  'GET /api/prohibition-options': 'organisations',
};

/** Fields that hold what people wrote or the name of somebody. `words` is none: the product and the pack word it. */
const telling = /^(fileName|header|person|names?|documents?|documentNumber|number|text|remarks|contact|address)$/;

/** Answers without an entry may still name the organisations, sources, rules and the own account that they are about. */
const namesNoPerson = new Set(['organisations', 'account', 'node', 'nothing', 'form']);

function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, inner]) =>
    key === 'properties' && typeof inner === 'object'
      ? [...Object.keys(inner as object), ...fieldsOf(Object.values(inner as object))]
      : fieldsOf(inner),
  );
}

function endpoints(): Endpoint[] {
  const groups = Object.entries(contract).filter(([name]) => name.endsWith('Endpoints'));
  return groups.flatMap(([, group]) => Object.values(group as unknown as Record<string, Endpoint>));
}

describe('endpoints that leave no entry in the journal', () => {
  const silent = new Map(
    endpoints().flatMap(({ method, path, journal }) =>
      'none' in journal ? [[`${method} ${path}`, journal.none]] : [],
    ),
  );

  it('are those of the closed list, and no other', () => {
    expect([...silent.keys()].sort()).toEqual(Object.keys(unjournalled).sort());
  });

  it('show in counts nothing that people wrote', () => {
    const told = endpoints().flatMap(({ method, path, answer }) =>
      answer === undefined || namesNoPerson.has(unjournalled[`${method} ${path}`] ?? 'node')
        ? []
        : fieldsOf(z.toJSONSchema(answer, { unrepresentable: 'any' })).map((field) => [path, field]),
    );
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter(([, field]) => telling.test(field ?? ''))).toEqual([]);
  });

  it.each([...silent])('%s: %s', (route, reason) => {
    expect(reason.length).toBeGreaterThan(8);
    expect(kinds[unjournalled[route] ?? 'nothing']).toBeTypeOf('string');
    expect(route).not.toMatch(/person|opinion|record|notice|download/);
  });
});
