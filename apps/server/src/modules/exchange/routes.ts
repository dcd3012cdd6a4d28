import { exchangeEndpoints } from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import { endPeer, listPeers, readIdentity, setPeer } from './actions/manage-peers.js';
import { receiveMessage } from './actions/receive-message.js';
import { takeStanding } from './actions/take-standing.js';
import { listOutbox, retryMessage } from './actions/work-outbox.js';
import type { ExchangeSetting } from './setting.js';

/** The routes of this module. */
export function exchangeRoutes(setting: ExchangeSetting): readonly Route[] {
  return [
    route(exchangeEndpoints.receive, (_viewer, { body }) => receiveMessage(setting, body)),
    route(exchangeEndpoints.takeStanding, (_viewer, { body }) => takeStanding(setting, body)),
    route(exchangeEndpoints.identity, async () => readIdentity(setting)),
    route(exchangeEndpoints.listPeers, (viewer) => listPeers(setting, viewer)),
    route(exchangeEndpoints.setPeer, (viewer, { params, body }) => setPeer(setting, viewer, params, body)),
    route(exchangeEndpoints.endPeer, (viewer, { params }) => endPeer(setting, viewer, params)),
    route(exchangeEndpoints.listOutbox, (viewer, { query }) => listOutbox(setting, viewer, query)),
    route(exchangeEndpoints.retry, (viewer, { params }) => retryMessage(setting, viewer, params.id)),
  ];
}
