import { z } from 'zod';
import { endpoint } from './endpoint.js';
import type { Words } from './errors/kernel-errors.js';
import { BothLanguages } from './inquiry.js';
import kindTable from './organisation-kinds.json' with { type: 'json' };
import { PageQuery, pageOf } from './paging.js';

/** What an organisation is in the procedure. Which authority reviews a unit is said by its type, in the law pack. */
export type OrganisationKind = keyof typeof kindTable;

/** Every kind, in the order in which pages list them. */
export const organisationKinds = Object.keys(kindTable) as readonly OrganisationKind[];

/** What a kind is called, and which kinds may stand directly above it. */
export function organisationKind(kind: OrganisationKind): { title: Words; above: readonly string[] } {
  return kindTable[kind];
}

export const OrganisationKind = z.enum(organisationKinds as [OrganisationKind, ...OrganisationKind[]]);

const Name = z.string().trim().min(1).max(200);
const DivisionCode = z.string().regex(/^\d{6}$/, {
  error: 'A division code has six digits (GB/T 2260). || 行政区划代码为六位数字（GB/T 2260）。',
});

/** An organisation as it stands. */
export const OrganisationView = z.object({
  id: z.uuid(),
  kind: OrganisationKind,
  nameEn: z.string(),
  nameZh: z.string(),
  called: BothLanguages.describe('The name, told apart from another organisation of that name'),
  divisionCode: z.string(),
  parentId: z.uuid().nullable(),
  unitType: z.string().nullable().describe('Type of the law pack; units only'),
  authority: z
    .string()
    .nullable()
    .describe('Which authority of the law pack it is; authorities and qualification bodies'),
  creditCode: z.string().nullable(),
  children: z.number().int().describe('How many open organisations lie directly below'),
  closedAt: z.iso.datetime().nullable(),
  version: z.number().int(),
});
export type OrganisationView = z.infer<typeof OrganisationView>;

const OrganisationId = z.object({ id: z.uuid() });

/** What is said when an organisation is made. */
export const NewOrganisation = z.strictObject({
  kind: OrganisationKind,
  nameEn: Name,
  nameZh: Name,
  divisionCode: DivisionCode,
  parentId: z.uuid().nullable().default(null),
  unitType: z.string().max(60).nullable().default(null),
  authority: z.string().max(60).nullable().default(null),
  creditCode: z.string().max(40).nullable().default(null),
});
export type NewOrganisation = z.infer<typeof NewOrganisation>;

/** What may be changed: never the kind, which decides what its accounts may do. */
export const OrganisationChange = z.strictObject({
  version: z.number().int(),
  nameEn: Name,
  nameZh: Name,
  divisionCode: DivisionCode,
  parentId: z.uuid().nullable(),
  unitType: z.string().max(60).nullable(),
  creditCode: z.string().max(40).nullable(),
});
export type OrganisationChange = z.infer<typeof OrganisationChange>;

/** Endpoints of organisations. */
export const organisationEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/organisations',
    access: 'access:read-organisations',
    summary: 'Organisations, one level of the tree at a time or by a search',
    query: PageQuery.extend({
      parentId: z.uuid().optional().describe('Those directly below this one'),
      top: z.literal('true').optional().describe('Those at the top of the tree'),
      kind: OrganisationKind.optional(),
      name: z.string().max(100).optional().describe('Part of either name'),
    }),
    answer: pageOf(OrganisationView),
    journal: { none: 'organisations are not personal data' },
  }),
  read: endpoint({
    method: 'GET',
    path: '/api/organisations/:id',
    access: 'access:read-organisations',
    summary: 'One organisation',
    params: OrganisationId,
    answer: OrganisationView,
    journal: { none: 'organisations are not personal data' },
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/organisations',
    access: 'access:manage-accounts',
    summary: 'Enter an organisation',
    body: NewOrganisation,
    answer: OrganisationView,
    status: 201,
    journal: { act: 'access.create-organisation' },
  }),
  change: endpoint({
    method: 'POST',
    path: '/api/organisations/:id/change',
    access: 'access:manage-accounts',
    summary: 'Change what an organisation is called, where it lies and under whom',
    params: OrganisationId,
    body: OrganisationChange,
    answer: OrganisationView,
    journal: { act: 'access.change-organisation' },
  }),
  close: endpoint({
    method: 'POST',
    path: '/api/organisations/:id/close',
    access: 'access:manage-accounts',
    summary: 'Close an organisation that has no open accounts and nothing open below it',
    params: OrganisationId,
    body: z.strictObject({ version: z.number().int() }),
    answer: OrganisationView,
    journal: { act: 'access.close-organisation' },
  }),
};
