import {
  batchEndpoints,
  bulkEndpoints,
  canaryEndpoints,
  consentEndpoints,
  inquiryEndpoints,
  objectionEndpoints,
  ownPageEndpoints,
  proofEndpoints,
  recallEndpoints,
  reviewEndpoints,
  stopWorkEndpoints,
} from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import { closeOwnPage, objectOnOwnPage, withdrawFromUnit } from './actions/act-on-own-page.js';
import { answerConsent } from './actions/answer-consent.js';
import { approve } from './actions/approve.js';
import { approveMany, proveMany, sendMany, serveMany, submitMany } from './actions/begin-deed.js';
import { cancelInquiry } from './actions/cancel.js';
import { createDraft } from './actions/create-draft.js';
import { downloadNotice } from './actions/download-notice.js';
import { editDraft } from './actions/edit-draft.js';
import { exportResults } from './actions/export-results.js';
import { issueDeskCode } from './actions/issue-desk-code.js';
import { giveProof, withdrawProofs } from './actions/issue-proof.js';
import { findInquiries, listInquiries, reviewInbox } from './actions/list-inquiries.js';
import { listObjections, listObjectionsAbove, readObjectionFigures } from './actions/list-objections.js';
import { noteRecall } from './actions/note-recall.js';
import { objectAsPerson, objectAsUnit } from './actions/object.js';
import { beginIdentity, openByIdentity, readOwnPageWays } from './actions/open-by-identity.js';
import { openOwnPage } from './actions/open-own-page.js';
import { passObjection } from './actions/pass-objection.js';
import { proveIdentity } from './actions/prove-identity.js';
import { readCanaries } from './actions/read-canaries.js';
import { forgetLetters, listDeeds, readDeed, readLeft, readLetters } from './actions/read-deeds.js';
import { readHome } from './actions/read-home.js';
import { readDraft, readInquiry } from './actions/read-inquiry.js';
import { listLists, readList, readListFile, readListRows } from './actions/read-lists.js';
import { checkOnly, readOptions } from './actions/read-options.js';
import { copyOwnPage, proveCompleteness, proveOwnEntry, readOwnPage } from './actions/read-own-page.js';
import { listRecalled, listVoidedNumbers, seeToRecalled } from './actions/recalled-answers.js';
import { recordPaper } from './actions/record-paper.js';
import { repair } from './actions/repair.js';
import { requestProof } from './actions/request-proof.js';
import { returnToUnit } from './actions/return-to-unit.js';
import { sendCode } from './actions/send-code.js';
import { sendConsent } from './actions/send-consent.js';
import { serveNotice } from './actions/serve-notice.js';
import { setAside } from './actions/set-aside.js';
import { settle } from './actions/settle.js';
import { resumeDeed, stopDeed } from './actions/stop-deed.js';
import { resumeList, stopList } from './actions/stop-list.js';
import { readProofKey, readStatusListFile } from './actions/status-list.js';
import { listStopWorkOrders, markStopWorkSent } from './actions/stop-work.js';
import { submit } from './actions/submit.js';
import { readConsentPage, unlockConsent } from './actions/unlock-consent.js';
import { uploadList } from './actions/upload-list.js';
import { withdrawConsent } from './actions/withdraw-consent.js';
import type { Platform } from './doors.js';
import { listTemplate } from './list/template.js';

/** The routes of this module. */
export function inquiryRoutes(platform: Platform): readonly Route[] {
  return [
    ...unitRoutes(platform),
    ...reviewRoutes(platform),
    ...stopWorkRoutes(platform),
    ...recallRoutes(platform),
    ...objectionRoutes(platform),
    ...listRoutes(platform),
    ...deedRoutes(platform),
    ...personRoutes(platform),
    ...ownPageRoutes(platform),
    ...proofRoutes(platform),
    route(canaryEndpoints.sentCanaries, (viewer) => readCanaries(platform, viewer)),
  ];
}

function unitRoutes(at: Platform): readonly Route[] {
  const one = inquiryEndpoints;
  return [
    route(one.options, async () => readOptions(at)),
    route(one.home, (viewer) => readHome(at, viewer)),
    route(one.check, (viewer, { body }) => checkOnly(at, viewer, body)),
    route(one.create, (viewer, { body }) => createDraft(at, viewer, body)),
    route(one.list, (viewer, { query }) => listInquiries(at, viewer, query)),
    route(one.find, (viewer, { body }) => findInquiries(at, viewer, body)),
    route(one.read, (viewer, { params }) => readInquiry(at, viewer, params.id)),
    route(one.readDraft, (viewer, { params }) => readDraft(at, viewer, params.id)),
    route(one.edit, (viewer, { params, body }) => editDraft(at, viewer, params.id, body)),
    route(one.proveIdentity, (viewer, { params, body }) => proveIdentity(at, viewer, params.id, body)),
    route(one.sendConsent, (viewer, { params, body }) => sendConsent(at, viewer, params.id, body)),
    route(one.recordPaper, (viewer, { params, query }, { upload }) =>
      recordPaper(at, viewer, params.id, query, upload),
    ),
    route(one.serveNotice, (viewer, { params, body }) => serveNotice(at, viewer, params.id, body)),
    route(one.submit, (viewer, { params, body }) => submit(at, viewer, params.id, body)),
    route(one.cancel, (viewer, { params, body }) => cancelInquiry(at, viewer, params.id, body)),
    route(one.settle, (viewer, { params, body }) => settle(at, viewer, params.id, body)),
    route(one.object, (viewer, { params, body }) => objectAsUnit(at, viewer, params.id, body)),
    route(one.notice, (viewer, { params }) => downloadNotice(at, viewer, params.id)),
    route(one.exportResults, (viewer, { body }) => exportResults(at, viewer, body)),
  ];
}

function stopWorkRoutes(at: Platform): readonly Route[] {
  return [
    route(stopWorkEndpoints.list, (viewer) => listStopWorkOrders(at, viewer)),
    route(stopWorkEndpoints.markSent, (viewer, { params }) => markStopWorkSent(at, viewer, params.id)),
  ];
}

function recallRoutes(at: Platform): readonly Route[] {
  return [
    route(recallEndpoints.note, (viewer, { params, body }) => noteRecall(at, viewer, params.id, body)),
    route(recallEndpoints.list, (viewer) => listRecalled(at, viewer)),
    route(recallEndpoints.seenTo, (viewer, { params }) => seeToRecalled(at, viewer, params.id)),
    route(recallEndpoints.voidedNumbers, (viewer, { params }) => listVoidedNumbers(at, viewer, params.prefix)),
  ];
}

function objectionRoutes(at: Platform): readonly Route[] {
  const one = objectionEndpoints;
  return [
    route(one.list, (viewer) => listObjections(at, viewer)),
    route(one.passOn, (viewer, { params }) => passObjection(at, viewer, params.id)),
    route(one.listAbove, (viewer) => listObjectionsAbove(at, viewer)),
    route(one.passOnAbove, (viewer, { params }) => passObjection(at, viewer, params.id)),
    route(one.repaired, (viewer, { params }) => repair(at, viewer, params.id)),
    route(one.figures, (viewer, { query }) => readObjectionFigures(at, viewer, query)),
  ];
}

function reviewRoutes(at: Platform): readonly Route[] {
  const review = reviewEndpoints;
  return [
    route(review.inbox, (viewer, { query }) => reviewInbox(at, viewer, query)),
    route(review.approve, (viewer, { params, body }) => approve(at, viewer, params.id, body)),
    route(review.returnToUnit, (viewer, { params, body }) => returnToUnit(at, viewer, params.id, body)),
    route(review.approveMany, (viewer, { body }) => approveMany(at, viewer, body.items)),
  ];
}

function listRoutes(at: Platform): readonly Route[] {
  const list = batchEndpoints;
  return [
    route(list.template, (_viewer, { query }) => listTemplate(at.doors.law.pack, query)),
    route(list.upload, (viewer, { query }, { upload }) => uploadList(at, viewer, query.again === 'true', upload)),
    route(list.list, (viewer, { query }) => listLists(at, viewer, query)),
    route(list.read, (viewer, { params }) => readList(at, viewer, params.id)),
    route(list.file, (viewer, { params }) => readListFile(at, viewer, params.id)),
    route(list.rows, (viewer, { params, query }) => readListRows(at, viewer, params.id, query)),
    route(list.stop, (viewer, { params, body }) => stopList(at, viewer, params.id, body)),
    route(list.resume, (viewer, { params, body }) => resumeList(at, viewer, params.id, body)),
    route(list.setAside, (viewer, { params, body }) => setAside(at, viewer, params.id, body)),
    route(list.proveIdentity, (viewer, { params, body }) => proveMany(at, viewer, params.id, body)),
    route(list.sendConsents, (viewer, { params, body }) => sendMany(at, viewer, params.id, body)),
    route(list.serveNotices, (viewer, { params, body }) => serveMany(at, viewer, params.id, body)),
    route(list.submit, (viewer, { params, body }) => submitMany(at, viewer, params.id, body)),
  ];
}

function deedRoutes(at: Platform): readonly Route[] {
  const deed = bulkEndpoints;
  return [
    route(deed.list, (viewer, { query }) => listDeeds(at, viewer, query)),
    route(deed.read, (viewer, { params }) => readDeed(at, viewer, params.id)),
    route(deed.left, (viewer, { params, query }) => readLeft(at, viewer, params.id, query)),
    route(deed.stop, (viewer, { params, body }) => stopDeed(at, viewer, params.id, body)),
    route(deed.resume, (viewer, { params, body }) => resumeDeed(at, viewer, params.id, body)),
    route(deed.letters, (viewer, { params, query }) => readLetters(at, viewer, params.id, query)),
    route(deed.lettersPrinted, (viewer, { params, body }) => forgetLetters(at, viewer, params.id, body)),
  ];
}

function personRoutes(at: Platform): readonly Route[] {
  const person = consentEndpoints;
  return [
    route(person.sendCode, (viewer) => sendCode(at, viewer)),
    route(person.unlock, (viewer, { body }, transport) => unlockConsent(at, viewer, body, transport)),
    route(person.page, (viewer) => readConsentPage(at, viewer)),
    route(person.answer, (viewer, { body }, transport) => answerConsent(at, viewer, body, transport)),
    route(person.withdraw, (viewer, { body }) => withdrawConsent(at, viewer, body)),
    route(person.object, (viewer, { body }) => objectAsPerson(at, viewer, body)),
  ];
}

function ownPageRoutes(at: Platform): readonly Route[] {
  const own = ownPageEndpoints;
  return [
    route(own.issueCode, (viewer, { body }) => issueDeskCode(at, viewer, body)),
    route(own.open, (_viewer, { body }, transport) => openOwnPage(at, body, transport)),
    route(own.ways, () => readOwnPageWays(at)),
    route(own.beginIdentity, () => beginIdentity(at)),
    route(own.openByIdentity, (_viewer, { body }, transport) => openByIdentity(at, body, transport)),
    route(own.page, (viewer) => readOwnPage(at, viewer)),
    route(own.object, (viewer, { params, body }) => objectOnOwnPage(at, viewer, params.id, body)),
    route(own.withdraw, (viewer, { params }) => withdrawFromUnit(at, viewer, params.id)),
    route(own.proof, (viewer, { params }) => proveOwnEntry(at, viewer, params.id)),
    route(own.completeness, (viewer) => proveCompleteness(at, viewer)),
    route(own.copy, (viewer) => copyOwnPage(at, viewer)),
    route(own.close, (viewer, _request, transport) => closeOwnPage(at, viewer, transport)),
  ];
}

function proofRoutes(at: Platform): readonly Route[] {
  const one = proofEndpoints;
  return [
    route(one.request, (viewer, { body }) => requestProof(at, viewer, body.postClass)),
    route(one.key, () => readProofKey(at)),
    route(one.list, (_viewer, { params }) => readStatusListFile(at, params.id)),
    route(one.issue, (viewer, { params, body }) => giveProof(at, viewer, params.id, body)),
    route(one.withdraw, (viewer, { params }) => withdrawProofs(at, viewer, params.id)),
  ];
}
