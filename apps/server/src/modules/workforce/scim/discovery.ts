import { scimSchemas } from '@gatehouse/contract';
import { refuse } from '../../../kernel/errors.js';
import table from './schemas.json' with { type: 'json' };

type Described = { readonly schemas: string[] } & Readonly<Record<string, unknown>>;
type Stated = { readonly name: string; readonly subAttributes?: readonly Stated[] } & Readonly<Record<string, unknown>>;

const urn = 'urn:ietf:params:scim:schemas:core:2.0:';

/** What of SCIM 2.0 is served (RFC 7643, 5). */
export function providerConfig(publicAddress: string): Described {
  const none = { supported: false };
  return {
    schemas: [`${urn}ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { ...none, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 200 },
    changePassword: none,
    sort: none,
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'API token',
        description: 'An API token of a clerk of the unit, sent as Authorization: Bearer',
      },
    ],
    meta: {
      resourceType: 'ServiceProviderConfig',
      location: `${publicAddress}/scim/v2/ServiceProviderConfig`,
    },
  };
}

/** The kinds of resource (RFC 7643, 6). */
export function resourceTypes(publicAddress: string): Described[] {
  return [
    {
      schemas: [`${urn}ResourceType`],
      id: 'User',
      name: 'User',
      endpoint: '/Users',
      description: table.core.description,
      schema: scimSchemas.user,
      schemaExtensions: [{ schema: scimSchemas.staff, required: true }],
      meta: { resourceType: 'ResourceType', location: `${publicAddress}/scim/v2/ResourceTypes/User` },
    },
  ];
}

/** The schemas, each attribute with all that it says of itself (RFC 7643, 7). */
export function schemaResources(publicAddress: string): Described[] {
  return [table.core, table.staff].map(({ id, name, description, attributes }) => ({
    schemas: [`${urn}Schema`],
    id,
    name,
    description,
    attributes: (attributes as readonly Stated[]).map(whole),
    meta: { resourceType: 'Schema', location: `${publicAddress}/scim/v2/Schemas/${id}` },
  }));
}

/** One of them by its id. */
export function oneOf(described: readonly Described[], id: string): Described {
  return described.find((one) => one.id === id) ?? refuse('not-found');
}

/** All of them, as a list of the wire. */
export function listOf(described: Described[]) {
  const { length } = described;
  return {
    schemas: [scimSchemas.list],
    totalResults: length,
    startIndex: 1,
    itemsPerPage: length,
    Resources: described,
  };
}

/** What an attribute does not state is what RFC 7643, 2.2 says of it. */
function whole({ subAttributes, ...stated }: Stated): object {
  return {
    type: 'string',
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...stated,
    ...(subAttributes === undefined ? {} : { subAttributes: subAttributes.map(whole) }),
  };
}
