import { systemViewer, withTransaction } from '@gatehouse/server';
import { writeTable } from '@gatehouse/tabular';
import { aliasColumns } from '../../../apps/server/src/modules/registry/import/alias-row.js';
import { importFile, misread, numberedRow } from '../../harness/import-file.js';
import { inventedNumber, inventedRecord } from '../../harness/registry-world.js';
import type { GoodCall, GoodCalls, Story } from './story.js';

const registrar = { login: 'registrar' } as const;
const verifier = { login: 'verifier' } as const;
const comparer = { login: 'comparer' } as const;
const reason = 'Compared with the document.';

/** One row that is good and one whose number is misread and waits to be mended. */
async function recordsFile(serial: number) {
  const wrong = { doc_number: misread(inventedNumber('19810202', serial + 1)) };
  const rows = [numberedRow(serial, {}, '19810202'), numberedRow(serial + 1, wrong, '19810202')];
  return { name: `张三 ${serial}.csv`, bytes: await importFile(rows) };
}

async function aliasFile(story: Story) {
  const { number } = story.kept.effective;
  const row = { reference: '变1', change_kind: '更名', change_from: '2021-03-01' };
  const rows = [{ ...row, new_name: '王新名', old_doc_number: number }];
  return {
    name: 'changes.csv',
    bytes: await writeTable(rows, { format: 'csv', columns: aliasColumns, language: 'zh' }),
  };
}

async function enter({ as }: Story, serial: number) {
  const number = inventedNumber('19830303', serial);
  return {
    number,
    ...(await as('registrar', 'POST', '/api/registry/records', inventedRecord({ name: '王旧名', number }))),
  };
}

/** A step of the import that the story has uploaded, once the job before it is done. */
async function importStep(story: Story, key: string, state: string, base = '/api/registry/imports'): Promise<GoodCall> {
  const by = base === '/api/registry/imports' ? registrar : 'operator';
  const importId = story.kept[key].id as string;
  const found = await story.until(async () => {
    const { json } = await story.send('GET', `${base}/${importId}`, { by });
    return json.state === state ? json : undefined;
  });
  return { by, params: { importId }, body: { version: found.version } };
}

/** The comparison that waits for the first person, about somebody serving who is on record. */
async function comparison({ as, until }: Story, login = 'comparer'): Promise<{ id: string; version: number }> {
  return until(async () => (await as(login, 'GET', '/api/registry/comparisons')).items[0]);
}

/** A question that was answered to whoever asked it, and that nobody looks at again. */
async function answeredQuestion({ world: { node }, until }: Story): Promise<string> {
  return until(() =>
    withTransaction(node.kernel.database, systemViewer('matcher'), node.clock.now(), async ({ sql }) => {
      const row = await sql
        .selectFrom('registry.ask as one')
        .select('one.id')
        .where('one.state', '=', 'answered')
        .where('one.recheckOf', 'is', null)
        .where('one.monitoring', '=', false)
        .where('one.canary', '=', false)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(selectFrom('registry.ask as again').select('again.id').whereRef('again.recheckOf', '=', 'one.id')),
          ),
        )
        .orderBy('one.receivedAt')
        .executeTakeFirst();
      return row?.id;
    }),
  );
}

/** The pair of persons on record that waits for an account to compare. */
async function merge({ as, until }: Story, login = 'comparer'): Promise<{ id: string; version: number }> {
  return until(async () => (await as(login, 'GET', '/api/registry/merges')).items[0]);
}

/** Puts one person on record twice, under a passport and under a resident number. */
async function putTwice({ as }: Story): Promise<{ personId: string }> {
  const born = '1947-08-19';
  const name = '尉迟骏驰';
  const resident = inventedRecord({ name, number: inventedNumber('19470819', 1) });
  const passport = inventedRecord({ name, number: '10P000001' }, {}, '虚护1号');
  const documents = [{ type: 'passport', number: '10P000001' }];
  const entries = [resident, { ...passport, person: { ...passport.person, documents, birthDate: born } }];
  const entered = [];
  for (const entry of entries) {
    entered.push(await as('registrar', 'POST', '/api/registry/records', entry));
    const items = [{ recordId: entered.at(-1).recordId, version: 1 }];
    await as('verifier', 'POST', '/api/registry/verifications', { items });
  }
  return entered[0];
}

/** The merge in force of the person who stood twice, once the job has taken it on. */
async function mergeInForce({ as, until, kept }: Story): Promise<{ id: string; version: number }> {
  return until(
    async () =>
      (await as('registrar', 'GET', `/api/registry/persons/${kept.twice.personId}?purpose=verification`)).merges[0],
  );
}

const operatorImports = '/api/operations/registry-imports';

/** Records, sources, imports, changes of name and number, comparisons. */
export const registryCalls: GoodCalls = {
  'GET /api/registry/sources': () => ({ by: registrar }),
  'POST /api/registry/sources': () => ({
    by: { login: 'admin' },
    body: {
      code: 'civil-a',
      nameEn: 'Civil register (invented)',
      nameZh: '户籍（虚构）',
      kind: 'civil_register',
      querySource: 'sexual_offence_registry',
      freshHours: 24,
      divisions: [],
      isNumbered: true,
    },
  }),
  'POST /api/registry/sources/:code/receipts': ({ world }) => ({
    by: registrar,
    params: { code: 'civil-a' },
    body: { upTo: world.node.clock.now().toISOString(), reference: 'weekly letter', number: 1 },
  }),
  'POST /api/registry/sources/:code/counts': () => ({
    by: registrar,
    params: { code: 'civil-a' },
    body: { firstNumber: 1, lastNumber: 1, rows: 0, reference: 'weekly count' },
  }),
  'GET /api/registry/overview': () => ({ by: registrar }),
  'GET /api/registry/entry-lags': () => ({ by: registrar }),
  'GET /api/registry/desk': () => ({ by: registrar }),
  'GET /api/registry/canaries': () => ({ by: { login: 'auditor' } }),
  'GET /api/registry/import-template': () => ({ by: registrar }),
  'POST /api/registry/records': ({ kept }) => ({
    by: registrar,
    body: inventedRecord({ name: '李丁', number: inventedNumber('19830303', 1) }),
    keep: ({ json }) => void (kept.rejected = json),
  }),
  'GET /api/registry/verifications': () => ({ by: verifier }),
  'POST /api/registry/records/:recordId/rejection': ({ kept }) => ({
    by: verifier,
    params: { recordId: kept.rejected.recordId },
    body: { version: 1, reason },
  }),
  'POST /api/registry/verifications': async (story) => {
    story.kept.effective = await enter(story, 2);
    return { by: verifier, body: { items: [{ recordId: story.kept.effective.recordId, version: 1 }] } };
  },
  'POST /api/registry/person-searches': ({ kept }) => ({
    by: registrar,
    body: {
      documentType: 'resident_id',
      number: kept.effective.number,
      purpose: 'verification',
      reference: 'case 1',
    },
  }),
  'GET /api/registry/persons/:personId': ({ kept }) => ({
    by: registrar,
    params: { personId: kept.effective.personId },
    query: { purpose: 'verification' },
  }),
  'POST /api/registry/records/:recordId/proposals': async (story) => {
    const { recordId } = (story.kept.proposedFor = await enter(story, 3));
    await story.as('verifier', 'POST', '/api/registry/verifications', { items: [{ recordId, version: 1 }] });
    return {
      by: registrar,
      params: { recordId },
      body: { verb: 'seal', version: 2, reason, validFrom: '2020-01-01' },
      keep: ({ json }) => void (story.kept.proposal = json),
    };
  },
  'GET /api/registry/proposals': () => ({ by: registrar }),
  'POST /api/registry/proposals/:proposalId/decision': ({ kept }) => ({
    by: verifier,
    params: { proposalId: kept.proposal.proposalId },
    body: { recordVersion: 2, decision: 'confirm', reason },
  }),
  'POST /api/registry/imports': async ({ kept }) => ({
    by: registrar,
    query: { source: 'court-a' },
    upload: await recordsFile(10),
    keep: ({ json }) => void (kept.import = json.import),
  }),
  'GET /api/registry/imports': () => ({ by: registrar }),
  'GET /api/registry/imports/:importId': ({ kept }) => ({ by: registrar, params: { importId: kept.import.id } }),
  'GET /api/registry/imports/:importId/file': ({ kept }) => ({ by: registrar, params: { importId: kept.import.id } }),
  'POST /api/registry/imports/:importId/check': (story) => importStep(story, 'import', 'uploaded'),
  'GET /api/registry/imports/:importId/rows': async (story) => {
    const { by, params } = await importStep(story, 'import', 'checked');
    return { by, ...(params === undefined ? {} : { params }) };
  },
  'POST /api/registry/imports/:importId/rows/:row/mend': ({ kept }) => ({
    by: registrar,
    params: { importId: kept.import.id, row: 3 },
    body: { values: { doc_number: inventedNumber('19810202', 11) } },
  }),
  'POST /api/registry/imports/:importId/hand-over': (story) => importStep(story, 'import', 'checked'),
  'POST /api/registry/imports/:importId/discard': async (story) => {
    const answer = await story.send('POST', '/api/registry/imports?source=court-a', {
      by: registrar,
      upload: await recordsFile(20),
    });
    story.kept.discarded = answer.json.import;
    return importStep(story, 'discarded', 'uploaded');
  },
  [`POST ${operatorImports}`]: async ({ kept }) => ({
    by: 'operator',
    query: { source: 'court-a' },
    upload: await recordsFile(30),
    keep: ({ json }) => void (kept.operatorImport = json),
  }),
  [`GET ${operatorImports}/:importId`]: ({ kept }) => ({
    by: 'operator',
    params: { importId: kept.operatorImport.id },
  }),
  [`POST ${operatorImports}/:importId/check`]: (story) =>
    importStep(story, 'operatorImport', 'uploaded', operatorImports),
  [`GET ${operatorImports}/:importId/rows`]: ({ kept }) => ({
    by: 'operator',
    params: { importId: kept.operatorImport.id },
  }),
  [`POST ${operatorImports}/:importId/hand-over`]: (story) =>
    importStep(story, 'operatorImport', 'checked', operatorImports),
  'GET /api/registry/aliases': async (story) => {
    const answer = await story.send('POST', '/api/registry/imports?source=civil-a&number=2', {
      by: registrar,
      upload: await aliasFile(story),
    });
    story.kept.aliases = answer.json.import;
    for (const [state, verb] of [
      ['uploaded', 'check'],
      ['checked', 'hand-over'],
    ] as const) {
      const { body } = await importStep(story, 'aliases', state);
      await story.as('registrar', 'POST', `/api/registry/imports/${story.kept.aliases.id}/${verb}`, body);
    }
    await importStep(story, 'aliases', 'entered');
    return { by: verifier, keep: ({ json }) => void (story.kept.alias = json.items[0]) };
  },
  'POST /api/registry/aliases/:aliasId/decision': ({ kept }) => ({
    by: verifier,
    params: { aliasId: kept.alias.id },
    body: { version: kept.alias.version, decision: 'confirm', reason },
    keep: ({ json }) => void (kept.alias = { ...kept.alias, ...json }),
  }),
  'POST /api/registry/aliases/:aliasId/proposals': ({ kept }) => ({
    by: registrar,
    params: { aliasId: kept.alias.id },
    body: { version: kept.alias.version, reason, verb: 'withdraw' },
  }),
  'GET /api/registry/comparisons': async (story) => {
    story.kept.comparison = await comparison(story);
    return { by: comparer };
  },
  'POST /api/registry/comparisons/:comparisonId/claim': ({ kept }) => ({
    by: comparer,
    params: { comparisonId: kept.comparison.id },
    body: { version: kept.comparison.version },
  }),
  'GET /api/registry/comparisons/:comparisonId': ({ kept }) => ({
    by: comparer,
    params: { comparisonId: kept.comparison.id },
  }),
  'POST /api/registry/comparisons/:comparisonId/number-views': ({ kept }) => ({
    by: comparer,
    params: { comparisonId: kept.comparison.id },
    body: { purpose: 'comparison', reason },
  }),
  'POST /api/registry/comparisons/:comparisonId/opinions': async (story) => {
    const { id, version } = await comparison(story);
    return {
      by: comparer,
      params: { comparisonId: id },
      body: { version, ending: 'same_person', reason },
      keep: async () => {
        const second = await comparison(story, 'comparer-2');
        await story.as('comparer-2', 'POST', `/api/registry/comparisons/${second.id}/opinions`, {
          version: second.version,
          ending: 'same_person',
          reason,
        });
      },
    };
  },
  'POST /api/registry/answer-searches': ({ kept }) => ({
    by: { login: 'recheck' },
    body: { documentType: 'resident_id', number: kept.effective.number, purpose: 'inspection', reference: 'case 2' },
  }),
  // Whoever looks back takes no part when that answer is looked at again: the two who do so later are others.
  'POST /api/registry/answers/:askId/replays': async (story) => ({
    by: { login: 'recheck-third' },
    params: { askId: await answeredQuestion(story) },
    body: { purpose: 'inspection', reference: 'case 2' },
  }),
  'GET /api/registry/merges': async (story) => {
    story.kept.twice = await putTwice(story);
    story.kept.merge = await merge(story);
    return { by: comparer };
  },
  'POST /api/registry/merges/:mergeId/claim': ({ kept }) => ({
    by: comparer,
    params: { mergeId: kept.merge.id },
    body: { version: kept.merge.version },
  }),
  'GET /api/registry/merges/:mergeId': ({ kept }) => ({ by: comparer, params: { mergeId: kept.merge.id } }),
  'POST /api/registry/merges/:mergeId/number-views': ({ kept }) => ({
    by: comparer,
    params: { mergeId: kept.merge.id },
    body: { purpose: 'comparison', reason },
  }),
  'POST /api/registry/merges/:mergeId/opinions': async (story) => {
    const { id, version } = await merge(story);
    return {
      by: comparer,
      params: { mergeId: id },
      body: { version, ending: 'same_person', reason },
      keep: async () => {
        const second = await merge(story, 'comparer-2');
        await story.as('comparer-2', 'POST', `/api/registry/merges/${second.id}/opinions`, {
          version: second.version,
          ending: 'same_person',
          reason,
        });
      },
    };
  },
  'POST /api/registry/merges/:mergeId/undoing': async (story) => {
    const { id, version } = await mergeInForce(story);
    return { by: registrar, params: { mergeId: id }, body: { version, reason } };
  },
  'GET /api/registry/merge-undoings': () => ({ by: verifier }),
  'POST /api/registry/merges/:mergeId/undoing/decision': async (story) => {
    const { id, version } = await mergeInForce(story);
    return { by: verifier, params: { mergeId: id }, body: { version, decision: 'confirm', reason } };
  },
  'POST /api/registry/merge-sweeps': (story) => {
    // Otherwise it has ended before it can be stopped.
    const letGo = story.holdBack('registry.sweep-merges');
    return {
      by: verifier,
      body: {},
      keep: ({ json }) => {
        story.kept.sweep = json;
        letGo();
      },
    };
  },
  'GET /api/registry/merge-sweeps': () => ({ by: verifier }),
  'POST /api/registry/merge-sweeps/:sweepId/changes': async ({ kept, as, until }) => {
    await as('verifier', 'POST', `/api/registry/merge-sweeps/${kept.sweep.id}/changes`, { verb: 'stop' });
    return {
      by: verifier,
      params: { sweepId: kept.sweep.id },
      body: { verb: 'resume' },
      keep: async () => {
        await until(async () => {
          const { sweep } = await as('verifier', 'GET', '/api/registry/merge-sweeps');
          return sweep.state === 'finished' ? sweep : undefined;
        });
      },
    };
  },
  'POST /api/registry/rescreenings': (story) => {
    // Otherwise it has ended before it can be stopped.
    const letGo = story.holdBack('registry.rescreen');
    return {
      by: verifier,
      body: {},
      keep: ({ json }) => {
        story.kept.rescreening = json;
        letGo();
      },
    };
  },
  'GET /api/registry/rescreenings': () => ({ by: verifier }),
  'POST /api/registry/rescreenings/:rescreeningId/changes': async ({ kept, as }) => {
    await as('verifier', 'POST', `/api/registry/rescreenings/${kept.rescreening.id}/changes`, { verb: 'stop' });
    return { by: verifier, params: { rescreeningId: kept.rescreening.id }, body: { verb: 'resume' } };
  },
};
