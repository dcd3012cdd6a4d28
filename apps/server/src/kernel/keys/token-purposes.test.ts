import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tokenPurposes } from './token-purposes.js';

/** Columns of bytes that hold no keyed token, by table: sealed values, hashes, public keys, signatures. */
const noTokens: Readonly<Record<string, string>> = {
  'access.api_token': 'secret_hash',
  'access.emergency_look': 'reason reference verdict_words document',
  'access.passkey': 'credential_id public_key',
  'access.provider_attempt': 'secret_hash',
  'access.second_factor': 'secret',
  'access.session': 'secret_hash',
  'access.sign_in_attempt': 'bucket',
  'access.withheld_look': 'reason',
  'exchange.outbox': 'body',
  'exchange.peer': 'public_key',
  'exchange.peer_action': 'public_key',
  'inquiry.answer': 'body',
  'inquiry.application': 'person decision',
  'inquiry.batch': 'file_name',
  'inquiry.bulk_row': 'contact letter',
  'inquiry.consent': 'file_hash guardian',
  'inquiry.consent_link': 'secret_hash contact',
  'inquiry.desk_code': 'code_hash',
  'inquiry.objection': 'words',
  'inquiry.repair': 'ground_hash',
  'inquiry.told_look': 'content',
  'inquiry.told_type': 'types',
  'inquiry.visit': 'secret_hash',
  'inquiry.voided_notice': 'hash',
  'journal.chain': 'head sealed_head',
  'journal.day_seal': 'root',
  'journal.entry': 'commitment sealed',
  'journal.head': 'frontier published_frontier',
  'journal.look_draw': 'seed',
  'journal.look_review': 'purpose reference answer words',
  'journal.place': 'commitment',
  'journal.staged': 'commitment',
  'journal.use_figures': 'digest root',
  'kernel.data_key': 'wrapped',
  'kernel.idempotency_key': 'request_hash',
  'kernel.viewer_secret': 'secret',
  'messages.message': 'address content',
  'registry.alias': 'change_sealed',
  'registry.alias_action': 'reason_sealed',
  'registry.ask': 'person_sealed',
  'registry.comparison': 'reasons_sealed',
  'registry.enrolment': 'person_sealed',
  'registry.import': 'file_name_sealed',
  'registry.import_row': 'cells_sealed',
  'registry.merge': 'reasons_sealed',
  'registry.merge_opinion': 'reason_sealed',
  'registry.merging_action': 'reason_sealed',
  'registry.opinion': 'reason_sealed',
  'registry.person': 'facts_sealed',
  'registry.person_document': 'number_sealed',
  'registry.person_name': 'name_sealed',
  'registry.proposal': 'reason_sealed decision_sealed decision_reason_sealed',
  'registry.record': 'reference_sealed document_hash decision_sealed',
  'registry.record_action': 'reason_sealed decision_sealed',
  'registry.rescreening': 'looked_at',
  'retention.hold': 'document reference',
  'supervision.owed_gap': 'words',
  'supervision.prohibition': 'person case_facts change',
  'supervision.prohibition_action': 'words',
  'workforce.employment': 'person',
  'workforce.gap_step': 'words',
  'workforce.joint_file': 'file_name',
  'workforce.post_answer': 'words judged_words',
  'workforce.roster_load': 'file_name sent_back',
  'workforce.roster_row': 'entry',
  'workforce.tip': 'place seen contact note',
  'workforce.unentered_unit': 'note',
};

const serverFolder = new URL('../../', import.meta.url);
const snake = (name: string): string => name.replace(/[A-Z0-9]/g, (letter) => `_${letter.toLowerCase()}`);

/** Every column of bytes that the migrations make, as `schema.table.column`. */
function columnsOfBytes(): string[] {
  const source = readFileSync(new URL('kernel/database/tables.generated.ts', serverFolder), 'utf8');
  const names = new Map([...source.matchAll(/^ {2}'([\w.]+)': (\w+Table);$/gm)].map(([, name, type]) => [type, name]));
  return [...source.matchAll(/^export type (\w+Table) = \{\n([\s\S]*?)^\};$/gm)].flatMap(([, type, body = '']) =>
    [...body.matchAll(/^ {2}(\w+): .*\bBuffer\b/gm)].map(([, column]) => snake(`${names.get(type)}.${column}`)),
  );
}

/** The purposes that the code of the server makes tokens for. */
function purposesInCode(): string[] {
  const texts = readdirSync(serverFolder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('kernel/keys/'))
    .map((path) => readFileSync(new URL(path, serverFolder), 'utf8'));
  const constants = (text: string) => new Map([...text.matchAll(/const (\w+) = '([^']+)'/g)].map(([, a, b]) => [a, b]));
  const everywhere = constants(texts.join('\n'));
  const found = texts.flatMap((text) =>
    [...text.matchAll(/\.tokens?\(\s*(?:'([^']+)'|(\w+)[,(])/g)].map(
      ([, word, name]) => word ?? constants(text).get(name) ?? everywhere.get(name) ?? `nothing named ${name}`,
    ),
  );
  // Names of stored files, which are made by `purpose(kind)`.
  return [...new Set(found)].filter((name) => name !== 'nothing named purpose').sort();
}

test('every column of bytes is declared: as holding tokens of a purpose, or as holding none', () => {
  const declared = Object.values(tokenPurposes).flatMap((one) => (one.fate === 'passing' ? [] : one.columns));
  const others = Object.entries(noTokens).flatMap(([table, names]) =>
    names.split(' ').map((name) => `${table}.${name}`),
  );
  expect([...new Set([...declared, ...others])].sort()).toEqual(columnsOfBytes().sort());
  expect(others.filter((column) => declared.includes(column))).toEqual([]);
});

test('every purpose that the code makes tokens for is declared, and no other', () => {
  expect(purposesInCode()).toEqual(Object.keys(tokenPurposes).sort());
});
