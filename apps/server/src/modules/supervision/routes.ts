import { emergencyLookEndpoints, owedGapEndpoints, prohibitionEndpoints } from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import { downloadCertificate, issueCertificate } from './actions/certificate.js';
import { decideChange, proposeChange } from './actions/change-prohibition.js';
import { amendProhibition, enterProhibition } from './actions/enter-prohibition.js';
import { lookInEmergency } from './actions/look-in-emergency.js';
import { listProhibitions } from './actions/list-prohibitions.js';
import { readProhibitionHome } from './actions/read-home.js';
import { readOptions } from './actions/read-options.js';
import { listOwedGaps, readOwedGap } from './actions/read-owed-gaps.js';
import { readEntry, readProhibition } from './actions/read-prohibition.js';
import { referBreach } from './actions/refer-breach.js';
import { serveJudgment } from './actions/serve-judgment.js';
import { returnProhibition, verifyProhibition } from './actions/verify-prohibition.js';
import { closeOwedGap, takeOwedGap } from './actions/work-on-owed-gap.js';
import type { Desk } from './doors.js';

/** The routes of orders of employment prohibition, and of gaps that are owed to the procuratorate. */
export function supervisionRoutes(desk: Desk): readonly Route[] {
  const ends = prohibitionEndpoints;
  return [
    route(emergencyLookEndpoints.prohibitions, (viewer, { params }) => lookInEmergency(desk, viewer, params.id)),
    route(ends.list, (viewer, { query }) => listProhibitions(desk, viewer, query)),
    route(ends.options, () => readOptions(desk)),
    route(ends.home, (viewer) => readProhibitionHome(desk, viewer)),
    route(ends.enter, (viewer, { body }) => enterProhibition(desk, viewer, body)),
    route(ends.read, (viewer, { params }) => readProhibition(desk, viewer, params.id)),
    route(ends.readEntry, (viewer, { params }) => readEntry(desk, viewer, params.id)),
    route(ends.amend, (viewer, { params, body }) => amendProhibition(desk, viewer, params.id, body)),
    route(ends.verify, (viewer, { params, body }) => verifyProhibition(desk, viewer, params.id, body)),
    route(ends.return, (viewer, { params, body }) => returnProhibition(desk, viewer, params.id, body)),
    route(ends.propose, (viewer, { params, body }) => proposeChange(desk, viewer, params.id, body)),
    route(ends.decide, (viewer, { params, body }) => decideChange(desk, viewer, params.id, body)),
    route(ends.certify, (viewer, { params, body }) => issueCertificate(desk, viewer, params.id, body)),
    route(ends.certificate, (viewer, { params }) => downloadCertificate(desk, viewer, params.id)),
    route(ends.serve, (viewer, { params, body }) => serveJudgment(desk, viewer, params.id, body)),
    route(owedGapEndpoints.list, (viewer, { query }) => listOwedGaps(desk, viewer, query)),
    route(owedGapEndpoints.read, (viewer, { params }) => readOwedGap(desk, viewer, params.id)),
    route(owedGapEndpoints.take, (viewer, { params, body }) => takeOwedGap(desk, viewer, params.id, body)),
    route(owedGapEndpoints.close, (viewer, { params, body }) => closeOwedGap(desk, viewer, params.id, body)),
    route(ends.refer, (viewer, { params, body }) => referBreach(desk, viewer, params, body)),
  ];
}
