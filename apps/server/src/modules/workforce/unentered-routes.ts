import { unenteredUnitEndpoints } from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import {
  answerUnenteredUnit,
  listUnenteredUnits,
  passUnenteredUnitOn,
  unenteredAreas,
} from './actions/unentered-units.js';
import type { Workplace } from './doors.js';

/** The routes of units that registers name and nobody has entered. */
export function unenteredRoutes(at: Workplace): readonly Route[] {
  const one = unenteredUnitEndpoints;
  return [
    route(one.list, (viewer, { query }) => listUnenteredUnits(at, viewer, query)),
    route(one.areas, (viewer) => unenteredAreas(at, viewer)),
    route(one.answer, (viewer, { params, body }) => answerUnenteredUnit(at, viewer, params.id, body)),
    route(one.passOn, (viewer, { params, body }) => passUnenteredUnitOn(at, viewer, params.id, body)),
  ];
}
