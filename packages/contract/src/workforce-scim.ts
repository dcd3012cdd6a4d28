import { z } from 'zod';
import { endpoint } from './endpoint.js';

/** The schemas of the wire (RFC 7643, 7644) and the two that are the project's own. */
export const scimSchemas = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  staff: 'urn:gatehouse:scim:schemas:extension:staff:1.0:User',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  search: 'urn:ietf:params:scim:api:messages:2.0:SearchRequest',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
} as const;

const StaffExtension = z.object({
  postClass: z.string(),
  employmentForm: z.string(),
  supplierCreditCode: z.string().optional(),
  fromDate: z.iso.date(),
  untilDate: z.iso.date().optional(),
  formerNames: z.array(z.string()).optional(),
});

/** One employment as HR systems know it. Documents, birth date, sex and nationality go in and never come out. */
export const ScimUser = z.object({
  schemas: z.array(z.string()),
  id: z.uuid(),
  externalId: z.string().optional(),
  userName: z.string(),
  displayName: z.string(),
  name: z.object({ formatted: z.string() }),
  title: z.string().optional(),
  active: z.boolean(),
  [scimSchemas.staff]: StaffExtension,
  meta: z.object({
    resourceType: z.literal('User'),
    created: z.iso.datetime(),
    lastModified: z.iso.datetime(),
    version: z.string(),
    location: z.string(),
  }),
});
export type ScimUser = z.infer<typeof ScimUser>;

/** A page of users. */
export const ScimList = z.object({
  schemas: z.array(z.string()),
  totalResults: z.number().int(),
  startIndex: z.number().int(),
  itemsPerPage: z.number().int(),
  Resources: z.array(ScimUser),
});
export type ScimList = z.infer<typeof ScimList>;

const numbers = {
  startIndex: z.coerce.number().int().optional().describe('From 1'),
  count: z.coerce.number().int().optional().describe('At most 200'),
};

/** What a list is narrowed by. What is asked for beside it is passed over, as the wire allows. */
export const ScimQuery = z.object({
  filter: z.string().max(300).optional().describe('`userName eq "…"` or `externalId eq "…"`, and nothing else'),
  ...numbers,
});
export type ScimQuery = z.infer<typeof ScimQuery>;

/** Names of the wire are read whatever their case, so that the shape of a resource is for the rules to say. */
const Resource = z.record(z.string().max(200), z.unknown());
const Described = z.object({ schemas: z.array(z.string()) }).loose();
const DescribedList = z.object({
  schemas: z.array(z.string()),
  totalResults: z.number().int(),
  startIndex: z.number().int(),
  itemsPerPage: z.number().int(),
  Resources: z.array(Described),
});
const UserId = z.strictObject({ id: z.uuid() });
const noPerson = { none: 'says how the wire is spoken; holds no person' } as const;

/** Staff of the own unit for HR systems: SCIM 2.0. Errors come in the shape of the wire, in both languages. */
export const scimEndpoints = {
  config: endpoint({
    method: 'GET',
    path: '/scim/v2/ServiceProviderConfig',
    access: 'workforce:enter',
    summary: 'What of SCIM 2.0 is served',
    answer: Described,
    journal: noPerson,
    wire: 'scim',
  }),
  resourceTypes: endpoint({
    method: 'GET',
    path: '/scim/v2/ResourceTypes',
    access: 'workforce:enter',
    summary: 'The one kind of resource',
    answer: DescribedList,
    journal: noPerson,
    wire: 'scim',
  }),
  resourceType: endpoint({
    method: 'GET',
    path: '/scim/v2/ResourceTypes/:name',
    access: 'workforce:enter',
    summary: 'One kind of resource',
    params: z.strictObject({ name: z.string().max(100) }),
    answer: Described,
    journal: noPerson,
    wire: 'scim',
  }),
  schemas: endpoint({
    method: 'GET',
    path: '/scim/v2/Schemas',
    access: 'workforce:enter',
    summary: 'The attributes of a user, those of the extension with them',
    answer: DescribedList,
    journal: noPerson,
    wire: 'scim',
  }),
  schema: endpoint({
    method: 'GET',
    path: '/scim/v2/Schemas/:name',
    access: 'workforce:enter',
    summary: 'One schema',
    params: z.strictObject({ name: z.string().max(200) }),
    answer: Described,
    journal: noPerson,
    wire: 'scim',
  }),
  create: endpoint({
    method: 'POST',
    path: '/scim/v2/Users',
    access: 'workforce:enter',
    summary: 'Put somebody on the roster of the own unit; the same number with the same content again changes nothing',
    body: Resource,
    answer: ScimUser,
    status: 201,
    journal: { act: 'workforce.add-employment' },
    wire: 'scim',
  }),
  list: endpoint({
    method: 'GET',
    path: '/scim/v2/Users',
    access: 'workforce:enter',
    summary: 'Employments of the own unit in the order in which they came, or the one with a number of the HR system',
    query: ScimQuery,
    answer: ScimList,
    journal: { act: 'workforce.list-staff' },
    wire: 'scim',
  }),
  search: endpoint({
    method: 'POST',
    path: '/scim/v2/Users/.search',
    access: 'workforce:enter',
    summary: 'The same list, asked for without a word in the address',
    body: ScimQuery.extend({ schemas: z.array(z.string()) }),
    answer: ScimList,
    journal: { act: 'workforce.list-staff' },
    wire: 'scim',
  }),
  read: endpoint({
    method: 'GET',
    path: '/scim/v2/Users/:id',
    access: 'workforce:enter',
    summary: 'One employment',
    params: UserId,
    answer: ScimUser,
    journal: { act: 'workforce.read-employment' },
    wire: 'scim',
  }),
  replace: endpoint({
    method: 'PUT',
    path: '/scim/v2/Users/:id',
    access: 'workforce:enter',
    summary: 'Replace what was sent of an employment; `active` false ends it',
    params: UserId,
    body: Resource,
    answer: ScimUser,
    journal: { act: 'workforce.change-employment' },
    wire: 'scim',
  }),
  patch: endpoint({
    method: 'PATCH',
    path: '/scim/v2/Users/:id',
    access: 'workforce:enter',
    summary: 'Change some of an employment; `active` false ends it',
    params: UserId,
    body: z.record(z.string().max(200), z.unknown()),
    answer: ScimUser,
    journal: { act: 'workforce.change-employment' },
    wire: 'scim',
  }),
};
