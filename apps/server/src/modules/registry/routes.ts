import {
  canaryEndpoints,
  operatorImportEndpoints,
  registryDeskEndpoints,
  registryEndpoints,
  registryLagEndpoints,
} from '@gatehouse/contract';
import { writeTemplate } from '@gatehouse/tabular';
import { refuse } from '../../kernel/errors.js';
import { type Route, route } from '../../kernel/http/route.js';
import { claimComparison, giveOpinion, listComparisons, readComparison, showNumbers } from './actions/compare.js';
import { claimMerge, giveMergeOpinion, listMerges, readMerge, showMergeNumbers } from './actions/compare-persons.js';
import { stateCounts } from './actions/count-deliveries.js';
import { decideAlias } from './actions/decide-alias.js';
import { decideProposal } from './actions/decide-proposal.js';
import { readCanaries } from './actions/read-canaries.js';
import { enterRecord } from './actions/enter-record.js';
import { discardImport, handOverImport, listImportRows, mendRow, startCheck } from './actions/handle-import.js';
import { listWaitingAliases } from './actions/list-aliases.js';
import { listProposals, listWaitingRecords } from './actions/list-waiting.js';
import { listUndoings } from './actions/list-undoings.js';
import { proposeAliasChange } from './actions/propose-alias-change.js';
import { proposeChange } from './actions/propose-change.js';
import { listImports, readImport, readImportFile } from './actions/read-imports.js';
import { findAnswers } from './actions/find-answers.js';
import { replayAnswer } from './actions/replay-answer.js';
import { readEntryLags } from './actions/read-entry-lags.js';
import { readDesk } from './actions/read-desk.js';
import { readOverview } from './actions/read-overview.js';
import { readPerson } from './actions/read-person.js';
import { rejectRecord } from './actions/reject-record.js';
import { changeRescreening, readRescreening, startRescreening } from './actions/rescreen.js';
import { searchPerson } from './actions/search-person.js';
import { changeMergeSweep, readMergeSweep, startMergeSweep } from './actions/sweep-merges.js';
import { declareSource, listSources, receiveNothingNew } from './actions/tell-source.js';
import { decideUndoing, proposeUndoing } from './actions/undo-merge.js';
import { beginImport, uploadImport } from './actions/upload-import.js';
import { verifyRecords } from './actions/verify-records.js';
import { importKinds } from './import/import-kinds.js';
import type { Registry } from './registry.js';

const endpoints = registryEndpoints;

/** The routes of this module. */
export function registryRoutes(registry: Registry): readonly Route[] {
  return [
    ...sourceRoutes(registry),
    ...importRoutes(registry),
    ...operatorImportRoutes(registry),
    ...recordRoutes(registry),
    ...aliasRoutes(registry),
    ...comparisonRoutes(registry),
    ...mergeRoutes(registry),
    ...mergeSweepRoutes(registry),
    ...monitoringRoutes(registry),
    ...replayRoutes(registry),
    route(registryLagEndpoints.entryLags, (viewer, { query }) => readEntryLags(registry, viewer, query.months)),
    route(registryDeskEndpoints.desk, (viewer) => readDesk(registry, viewer)),
    route(canaryEndpoints.arrivedCanaries, (viewer) => readCanaries(registry, viewer)),
  ];
}

function sourceRoutes(registry: Registry): readonly Route[] {
  return [
    route(endpoints.overview, (viewer) => readOverview(registry, viewer)),
    route(endpoints.listSources, (viewer) => listSources(registry, viewer)),
    route(endpoints.declareSource, (viewer, { body }) => declareSource(registry, viewer, body)),
    route(endpoints.receiveNothingNew, (viewer, { params, body }) =>
      receiveNothingNew(registry, viewer, { ...params, ...body }),
    ),
    route(endpoints.stateCounts, (viewer, { params, body }) => stateCounts(registry, viewer, { ...params, ...body })),
  ];
}

function importRoutes(registry: Registry): readonly Route[] {
  return [
    route(endpoints.importTemplate, async (_viewer, { query }) => ({
      bytes: await writeTemplate({ columns: importKinds[query.kind].columns, language: 'zh' }),
      name: query.kind === 'aliases' ? '姓名号码变更导入模板.xlsx' : '记录导入模板.xlsx',
      mediaType: endpoints.importTemplate.file ?? 'application/octet-stream',
    })),
    route(endpoints.uploadImport, (viewer, { query }, { upload }) =>
      upload === undefined ? refuse('request-media-type') : uploadImport(registry, viewer, query, upload),
    ),
    route(endpoints.listImports, (viewer, { query }) => listImports(registry, viewer, query)),
    route(endpoints.readImport, (viewer, { params }) => readImport(registry, viewer, params.importId)),
    route(endpoints.readImportFile, (viewer, { params }) => readImportFile(registry, viewer, params.importId)),
    route(endpoints.checkImport, (viewer, { params, body }) => startCheck(registry, viewer, { ...params, ...body })),
    route(endpoints.listImportRows, (viewer, { params, query }) =>
      listImportRows(registry, viewer, { ...params, ...query }),
    ),
    route(endpoints.mendImportRow, (viewer, { params, body }) => mendRow(registry, viewer, { ...params, ...body })),
    route(endpoints.handOverImport, (viewer, { params, body }) =>
      handOverImport(registry, viewer, { ...params, ...body }),
    ),
    route(endpoints.discardImport, (viewer, { params, body }) =>
      discardImport(registry, viewer, { ...params, ...body }),
    ),
  ];
}

/** The operator at the machine does an import like a registrar, and sees no value of a row. */
function operatorImportRoutes(registry: Registry): readonly Route[] {
  const { begin, read, check, rows, handOver } = operatorImportEndpoints;
  return [
    route(begin, (viewer, { query }, { upload }) =>
      upload === undefined ? refuse('request-media-type') : beginImport(registry, viewer, query, upload),
    ),
    route(read, (viewer, { params }) => readImport(registry, viewer, params.importId)),
    route(check, (viewer, { params, body }) => startCheck(registry, viewer, { ...params, ...body })),
    route(rows, (viewer, { params, query }) => listImportRows(registry, viewer, { ...params, ...query })),
    route(handOver, (viewer, { params, body }) => handOverImport(registry, viewer, { ...params, ...body })),
  ];
}

function recordRoutes(registry: Registry): readonly Route[] {
  return [
    route(endpoints.enterRecord, (viewer, { body }) => enterRecord(registry, viewer, body)),
    route(endpoints.listWaitingRecords, (viewer, { query }) => listWaitingRecords(registry, viewer, query)),
    route(endpoints.verifyRecords, (viewer, { body }) => verifyRecords(registry, viewer, body.items)),
    route(endpoints.rejectRecord, (viewer, { params, body }) => rejectRecord(registry, viewer, { ...params, ...body })),
    route(endpoints.searchPerson, (viewer, { body }) => searchPerson(registry, viewer, body)),
    route(endpoints.readPerson, (viewer, { params, query }) => readPerson(registry, viewer, { ...params, ...query })),
    route(endpoints.proposeChange, (viewer, { params, body }) =>
      proposeChange(registry, viewer, { ...params, ...body }),
    ),
    route(endpoints.listProposals, (viewer, { query }) => listProposals(registry, viewer, query)),
    route(endpoints.decideProposal, (viewer, { params, body }) =>
      decideProposal(registry, viewer, { ...params, ...body }),
    ),
  ];
}

function aliasRoutes(registry: Registry): readonly Route[] {
  return [
    route(endpoints.listWaitingAliases, (viewer, { query }) => listWaitingAliases(registry, viewer, query)),
    route(endpoints.decideAlias, (viewer, { params, body }) => decideAlias(registry, viewer, { ...params, ...body })),
    route(endpoints.proposeAliasChange, (viewer, { params, body }) =>
      proposeAliasChange(registry, viewer, { ...params, ...body }),
    ),
  ];
}

function comparisonRoutes(registry: Registry): readonly Route[] {
  return [
    route(endpoints.listComparisons, (viewer, { query }) => listComparisons(registry, viewer, query)),
    route(endpoints.claimComparison, (viewer, { params, body }) =>
      claimComparison(registry, viewer, { ...params, ...body }),
    ),
    route(endpoints.readComparison, (viewer, { params }) => readComparison(registry, viewer, params.comparisonId)),
    route(endpoints.showNumbers, (viewer, { params, body }) => showNumbers(registry, viewer, { ...params, ...body })),
    route(endpoints.giveOpinion, (viewer, { params, body }) => giveOpinion(registry, viewer, { ...params, ...body })),
  ];
}

function mergeRoutes(registry: Registry): readonly Route[] {
  return [
    route(endpoints.listMerges, (viewer, { query }) => listMerges(registry, viewer, query)),
    route(endpoints.claimMerge, (viewer, { params, body }) => claimMerge(registry, viewer, { ...params, ...body })),
    route(endpoints.readMerge, (viewer, { params }) => readMerge(registry, viewer, params.mergeId)),
    route(endpoints.showMergeNumbers, (viewer, { params, body }) =>
      showMergeNumbers(registry, viewer, { ...params, ...body }),
    ),
    route(endpoints.giveMergeOpinion, (viewer, { params, body }) =>
      giveMergeOpinion(registry, viewer, { ...params, ...body }),
    ),
    route(endpoints.listUndoings, (viewer) => listUndoings(registry, viewer)),
    route(endpoints.proposeUndoing, (viewer, { params, body }) =>
      proposeUndoing(registry, viewer, { ...params, ...body }),
    ),
    route(endpoints.decideUndoing, (viewer, { params, body }) =>
      decideUndoing(registry, viewer, { ...params, ...body }),
    ),
  ];
}

function mergeSweepRoutes(registry: Registry): readonly Route[] {
  return [
    route(endpoints.startMergeSweep, (viewer) => startMergeSweep(registry, viewer)),
    route(endpoints.readMergeSweep, (viewer) => readMergeSweep(registry, viewer)),
    route(endpoints.changeMergeSweep, (viewer, { params, body }) =>
      changeMergeSweep(registry, viewer, { ...params, ...body }),
    ),
  ];
}

/** Answers as they were given, for the re-check desk. */
function replayRoutes(registry: Registry): readonly Route[] {
  return [
    route(endpoints.findAnswers, (viewer, { body }) => findAnswers(registry, viewer, body)),
    route(endpoints.replayAnswer, (viewer, { params, body }) => replayAnswer(registry, viewer, { ...params, ...body })),
  ];
}

function monitoringRoutes(registry: Registry): readonly Route[] {
  return [
    route(endpoints.startRescreening, (viewer) => startRescreening(registry, viewer)),
    route(endpoints.readRescreening, (viewer) => readRescreening(registry, viewer)),
    route(endpoints.changeRescreening, (viewer, { params, body }) =>
      changeRescreening(registry, viewer, { ...params, ...body }),
    ),
  ];
}
