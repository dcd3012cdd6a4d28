import { employmentEndpoints } from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import { addEmployment, changeEmployment, endEmployment } from './actions/enter-employment.js';
import { findStaff, listStaff } from './actions/list-staff.js';
import { readEmployment, readEntry } from './actions/read-employment.js';
import type { Workplace } from './doors.js';

/** The routes of this module. */
export function workforceRoutes(at: Workplace): readonly Route[] {
  return employmentRoutes(at);
}

function employmentRoutes(at: Workplace): readonly Route[] {
  const one = employmentEndpoints;
  return [
    route(one.list, (viewer, { query }) => listStaff(at, viewer, query)),
    route(one.find, (viewer, { body }) => findStaff(at, viewer, body)),
    route(one.add, (viewer, { body }) => addEmployment(at, viewer, body)),
    route(one.read, (viewer, { params }) => readEmployment(at, viewer, params.id)),
    route(one.readEntry, (viewer, { params }) => readEntry(at, viewer, params.id)),
    route(one.change, (viewer, { params, body }) => changeEmployment(at, viewer, params.id, body)),
    route(one.end, (viewer, { params, body }) => endEmployment(at, viewer, params.id, body)),
  ];
}
