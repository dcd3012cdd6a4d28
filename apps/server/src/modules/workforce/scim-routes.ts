import { type ScimUser, scimEndpoints } from '@gatehouse/contract';
import { type Route, route, type Transport } from '../../kernel/http/route.js';
import { patchProvisioned, replaceProvisioned } from './actions/change-provisioned.js';
import { listProvisioned, readProvisioned } from './actions/list-provisioned.js';
import { provisionStaff } from './actions/provision-staff.js';
import type { Workplace } from './doors.js';
import { listOf, oneOf, providerConfig, resourceTypes, schemaResources } from './scim/discovery.js';

/** The routes of HR systems. */
export function scimRoutes(at: Workplace): readonly Route[] {
  const { publicAddress } = at.doors;
  const one = scimEndpoints;
  return [
    route(one.config, async () => providerConfig(publicAddress)),
    route(one.resourceTypes, async () => listOf(resourceTypes(publicAddress))),
    route(one.resourceType, async (_viewer, { params }) => oneOf(resourceTypes(publicAddress), params.name)),
    route(one.schemas, async () => listOf(schemaResources(publicAddress))),
    route(one.schema, async (_viewer, { params }) => oneOf(schemaResources(publicAddress), params.name)),
    route(one.create, async (viewer, { body }, transport) =>
      described(transport, await provisionStaff(at, viewer, body)),
    ),
    route(one.list, (viewer, { query }) => listProvisioned(at, viewer, query)),
    route(one.search, (viewer, { body }) => listProvisioned(at, viewer, body)),
    route(one.read, async (viewer, { params }, transport) =>
      described(transport, await readProvisioned(at, viewer, params.id)),
    ),
    route(one.replace, async (viewer, { params, body }, transport) =>
      described(
        transport,
        await replaceProvisioned(at, viewer, { id: params.id, message: body, ifMatch: transport.ifMatch }),
      ),
    ),
    route(one.patch, async (viewer, { params, body }, transport) =>
      described(
        transport,
        await patchProvisioned(at, viewer, { id: params.id, message: body, ifMatch: transport.ifMatch }),
      ),
    ),
  ];
}

function described(transport: Transport, user: ScimUser): ScimUser {
  transport.describe(user.meta);
  return user;
}
