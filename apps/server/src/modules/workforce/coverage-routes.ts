import {
  certificateEndpoints,
  coverageEndpoints,
  elsewhereEndpoints,
  gapEndpoints,
  workforceExportEndpoints,
} from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import { exportCoverage, exportDivisions, exportGaps, exportStaff } from './actions/export-lists.js';
import { listCoverage, listUnitsCovered } from './actions/list-coverage.js';
import { listDivisionsCovered } from './actions/list-divisions-covered.js';
import { listGaps } from './actions/list-gaps.js';
import { lookUpCoverage } from './actions/look-up-coverage.js';
import { printCertificate, readCertificate } from './actions/read-certificate.js';
import { readCoverageHome } from './actions/read-coverage-home.js';
import { listServingRecords, readElsewhere } from './actions/read-elsewhere.js';
import { startCheck, startChecks } from './actions/start-check.js';
import { orderCorrection, replyToOrder, verifyCorrection } from './actions/work-on-gap.js';
import type { Workplace } from './doors.js';

/** The routes of where everybody stands and of what is missing, and by which lists leave. */
export function coverageRoutes(workplace: Workplace): readonly Route[] {
  return [
    route(coverageEndpoints.list, (viewer, { query }) => listCoverage(workplace, viewer, query)),
    route(coverageEndpoints.start, (viewer, { params }) => startCheck(workplace, viewer, params.id)),
    route(coverageEndpoints.startMany, (viewer) => startChecks(workplace, viewer)),
    route(coverageEndpoints.units, (viewer) => listUnitsCovered(workplace, viewer)),
    route(coverageEndpoints.home, (viewer) => readCoverageHome(workplace, viewer)),
    route(certificateEndpoints.read, (viewer, { query }) => readCertificate(workplace, viewer, query.unitId)),
    route(certificateEndpoints.print, (viewer, { query }) => printCertificate(workplace, viewer, query.unitId)),
    route(certificateEndpoints.divisions, (viewer, { query }) => listDivisionsCovered(workplace, viewer, query.within)),
    route(certificateEndpoints.lookUp, (_viewer, { body }) => lookUpCoverage(workplace, body.text)),
    route(workforceExportEndpoints.staff, (viewer, { body }) => exportStaff(workplace, viewer, body)),
    route(workforceExportEndpoints.coverage, (viewer, { body }) => exportCoverage(workplace, viewer, body)),
    route(workforceExportEndpoints.gaps, (viewer, { body }) => exportGaps(workplace, viewer, body)),
    route(workforceExportEndpoints.divisions, (viewer, { body }) => exportDivisions(workplace, viewer, body)),
    route(gapEndpoints.list, (viewer, { query }) => listGaps(workplace, viewer, query)),
    route(gapEndpoints.order, (viewer, { params, body }) => orderCorrection(workplace, viewer, params.id, body)),
    route(gapEndpoints.reply, (viewer, { params, body }) => replyToOrder(workplace, viewer, params.id, body)),
    route(elsewhereEndpoints.servingRecords, (viewer, { query }) => listServingRecords(workplace, viewer, query)),
    route(elsewhereEndpoints.readElsewhere, (viewer, { params, body }) =>
      readElsewhere(workplace, viewer, params.inquiryId, body),
    ),
    route(gapEndpoints.verify, (viewer, { params, body }) => verifyCorrection(workplace, viewer, params.id, body)),
  ];
}
