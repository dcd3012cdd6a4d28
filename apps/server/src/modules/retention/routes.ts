import { retentionEndpoints } from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import { askLift, liftHold, listHolds, placeHold } from './actions/holds.js';
import { readRetention } from './actions/read-overview.js';
import type { Archive } from './doors.js';

/** The routes of what is kept and what is held back. */
export function retentionRoutes(archive: Archive): readonly Route[] {
  const ends = retentionEndpoints;
  return [
    route(ends.overview, (viewer) => readRetention(archive, viewer)),
    route(ends.holds, (viewer, { query }) => listHolds(archive, viewer, query)),
    route(ends.place, (viewer, { body }) => placeHold(archive, viewer, body)),
    route(ends.askLift, (viewer, { params }) => askLift(archive, viewer, params.id)),
    route(ends.lift, (viewer, { params }) => liftHold(archive, viewer, params.id)),
  ];
}
