import {
  employmentEndpoints,
  headcountEndpoints,
  headcountFileEndpoints,
  jointFileEndpoints,
  postAnswerEndpoints,
  rosterEndpoints,
  sentStaffEndpoints,
} from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import { addEmployment, changeEmployment, endEmployment, sayNotBegun } from './actions/enter-employment.js';
import { compareHeadcountFile, takeHeadcountFile } from './actions/headcount-file.js';
import { enterExpected, listUnitRosters, readOwnRoster, readUnitRoster } from './actions/headcounts.js';
import { exportJointProblems } from './actions/export-lists.js';
import {
  listJointFiles,
  readJointFile,
  readJointUnits,
  resumeJointFile,
  stopJointFile,
  uploadJointFile,
} from './actions/joint-files.js';
import { listSentStaff } from './actions/list-sent-staff.js';
import { findStaff, listStaff } from './actions/list-staff.js';
import { dropProblems, mendRosterRow, readRowEntry } from './actions/mend-roster.js';
import { discardRoster, resumeRoster, sendBackRoster, stopRoster } from './actions/move-roster.js';
import { answerPost, judgePostAnswer, listPostAnswers } from './actions/post-answers.js';
import { readEmployment, readEntry } from './actions/read-employment.js';
import { readRoster, readRosterFile, readRosterRows } from './actions/read-rosters.js';
import { takeRoster } from './actions/take-roster.js';
import { uploadRoster } from './actions/upload-roster.js';
import { coverageRoutes } from './coverage-routes.js';
import type { Workplace } from './doors.js';
import { scimRoutes } from './scim-routes.js';
import { tipRoutes } from './tip-routes.js';
import { unenteredRoutes } from './unentered-routes.js';
import { rosterTemplate } from './file/columns.js';
import { headcountTemplate } from './file/headcounts.js';
import { jointTemplate } from './file/joint.js';

/** The routes of this module. */
export function workforceRoutes(at: Workplace): readonly Route[] {
  return [
    ...employmentRoutes(at),
    ...rosterRoutes(at),
    ...jointFileRoutes(at),
    ...headcountRoutes(at),
    ...coverageRoutes(at),
    ...postAnswerRoutes(at),
    ...scimRoutes(at),
    ...tipRoutes(at),
    ...unenteredRoutes(at),
    route(sentStaffEndpoints.list, (viewer, { query }) => listSentStaff(at, viewer, query)),
  ];
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
    route(one.notBegin, (viewer, { params, body }) => sayNotBegun(at, viewer, params.id, body)),
  ];
}

function rosterRoutes(at: Workplace): readonly Route[] {
  const load = rosterEndpoints;
  return [
    route(load.template, (_viewer, { query }) => rosterTemplate(at.doors.law.pack, query)),
    route(load.upload, (viewer, { query }, { upload }) => uploadRoster(at, viewer, query.whole === 'true', upload)),
    route(load.read, (viewer, { params }) => readRoster(at, viewer, params.id)),
    route(load.file, (viewer, { params }) => readRosterFile(at, viewer, params.id)),
    route(load.rows, (viewer, { params, query }) => readRosterRows(at, viewer, params.id, query)),
    route(load.rowEntry, (viewer, { params }) => readRowEntry(at, viewer, params.id, params.rowId)),
    route(load.mend, (viewer, { params, body }) => mendRosterRow(at, viewer, params.id, params.rowId, body)),
    route(load.dropProblems, (viewer, { params, body }) => dropProblems(at, viewer, params.id, body)),
    route(load.take, (viewer, { params, body }) => takeRoster(at, viewer, params.id, body)),
    route(load.stop, (viewer, { params, body }) => stopRoster(at, viewer, params.id, body)),
    route(load.resume, (viewer, { params, body }) => resumeRoster(at, viewer, params.id, body)),
    route(load.discard, (viewer, { params, body }) => discardRoster(at, viewer, params.id, body)),
  ];
}

function jointFileRoutes(at: Workplace): readonly Route[] {
  const file = jointFileEndpoints;
  return [
    route(file.template, (_viewer, { query }) => jointTemplate(at.doors.law.pack, query.language)),
    route(file.upload, (viewer, { query }, { upload }) => uploadJointFile(at, viewer, query.whole === 'true', upload)),
    route(file.list, (viewer) => listJointFiles(at, viewer)),
    route(file.read, (viewer, { params }) => readJointFile(at, viewer, params.id)),
    route(file.units, (viewer, { params }) => readJointUnits(at, viewer, params.id)),
    route(file.exportProblems, (viewer, { params, body }) => exportJointProblems(at, viewer, params.id, body)),
    route(file.stop, (viewer, { params, body }) => stopJointFile(at, viewer, params.id, body)),
    route(file.resume, (viewer, { params, body }) => resumeJointFile(at, viewer, params.id, body)),
    route(file.sendBack, (viewer, { params, body }) => sendBackRoster(at, viewer, params.id, body)),
  ];
}

function headcountRoutes(at: Workplace): readonly Route[] {
  const one = headcountEndpoints;
  return [
    route(one.own, (viewer) => readOwnRoster(at, viewer)),
    route(one.units, (viewer, { query }) => listUnitRosters(at, viewer, query)),
    route(one.unit, (viewer, { params }) => readUnitRoster(at, viewer, params.id)),
    route(one.enter, (viewer, { body }) => enterExpected(at, viewer, body)),
    route(headcountFileEndpoints.template, (_viewer, { query }) =>
      headcountTemplate(at.doors.law.pack, query.language),
    ),
    route(headcountFileEndpoints.compare, (viewer, _request, { upload }) => compareHeadcountFile(at, viewer, upload)),
    route(headcountFileEndpoints.take, (viewer, { query }, { upload }) =>
      takeHeadcountFile(at, viewer, query.seen, upload),
    ),
  ];
}

function postAnswerRoutes(at: Workplace): readonly Route[] {
  const one = postAnswerEndpoints;
  return [
    route(one.list, (viewer, { query }) => listPostAnswers(at, viewer, query.unitId)),
    route(one.answer, (viewer, { body }) => answerPost(at, viewer, body)),
    route(one.judge, (viewer, { params, body }) => judgePostAnswer(at, viewer, params.id, body)),
  ];
}
