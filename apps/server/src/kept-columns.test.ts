import { readFileSync } from 'node:fs';
import { builtInPacks, loadPack } from '@gatehouse/law';
import { expect, test } from 'vitest';
import type { KeptKind } from './kernel/module.js';
import { keptLooks } from './modules/access/actions/keep.js';
import { keptInquiries } from './modules/inquiry/actions/keep.js';
import { keptLists } from './modules/inquiry/actions/keep-lists.js';
import { keptVisits } from './modules/inquiry/actions/keep-visits.js';
import { keptMessages } from './modules/messages/actions/keep.js';
import { keptAtRegistry } from './modules/registry/actions/keep.js';
import { keptHolds } from './modules/retention/actions/keep.js';
import { keptOrders } from './modules/supervision/actions/keep.js';
import { keptOnRosters } from './modules/workforce/actions/keep.js';

const inquiries =
  'draft inquiry_begun inquiry_refused inquiry_no_record inquiry_record_found inquiry_void objection_file';
const questions = 'question_no_record question_record_found';

/**
 * By rules of retention: the columns that their erasure takes away or whose key it destroys. Columns are those that may lead to a person: bytes,
 * tokens, the key of what is sealed, stored files, and how the journal knows somebody.
 */
const underRules: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [inquiries]: {
    'inquiry.application': 'data_key_id person decision notice_file_id',
    'inquiry.answer': 'body',
    'inquiry.consent': 'file_id guardian',
    'inquiry.consent_link': 'contact contact_token',
    'inquiry.document_token': 'token',
    'inquiry.objection': 'words',
    'inquiry.told_type': 'types',
  },
  // With the last of its rows, and by its own rule where there is none.
  [`${inquiries} inquiry_list`]: { 'inquiry.batch': 'data_key_id file_name file_id content_token' },
  [`message ${inquiries}`]: { 'messages.message': 'data_key_id address content letter_file_id' },
  gap_words: { 'workforce.gap_step': 'data_key_id words' },
  former_staff: { 'workforce.employment': 'data_key_id person', 'workforce.person_token': 'token' },
  'roster_file joint_file': {
    'workforce.roster_load': 'data_key_id file_name file_id joint_file_id sent_back',
    'workforce.roster_row': 'entry tokens',
  },
  joint_file: { 'workforce.joint_file': 'data_key_id file_name file_id' },
  tip_no_such_place: { 'workforce.tip': 'data_key_id place seen contact note' },
  emergency_look: {
    'access.emergency_look': 'tokens subjects data_key_id reason reference verdict_words document',
    'access.withheld_look': 'reason',
  },
  desk_code: { 'inquiry.desk_code': 'document_tokens name_token subjects chain_tokens' },
  told_look: { 'inquiry.told_look': 'tokens data_key_id content' },
  lifted_hold: { 'retention.hold': 'data_key_id document tokens reference' },
  prohibition_told: { 'workforce.prohibition_token': 'token' },
  import_file: {
    'registry.import': 'data_key_id file_name_sealed file_object file_data_key_id',
    'registry.import_row': 'cells_sealed',
  },
  [questions]: {
    'registry.ask': 'data_key_id person_sealed',
    'registry.ask_document': 'token',
    'registry.comparison': 'reasons_sealed',
    'registry.opinion': 'reason_sealed',
  },
  prohibition_order: {
    'supervision.prohibition': 'data_key_id person case_facts tokens certificate_file_id change',
    'supervision.prohibition_action': 'words',
  },
};

/** By the reason why no rule counts. */
const otherwise: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'persons on record are kept by the records about them, and sealed by the law of records (ADR 47)': {
    'registry.alias': 'reference_token content_token change_sealed',
    'registry.alias_action': 'reason_sealed',
    'registry.merge': 'data_key_id reasons_sealed evidence_token',
    'registry.merge_opinion': 'reason_sealed',
    'registry.merging_action': 'reason_sealed',
    'registry.person': 'data_key_id facts_sealed',
    'registry.person_document': 'number_sealed token',
    'registry.person_name': 'name_sealed',
    'registry.proposal': 'reason_sealed decision_sealed content_token decision_reason_sealed',
    'registry.record': 'reference_token content_token reference_sealed document_hash decision_sealed',
    'registry.record_action': 'reason_sealed decision_sealed',
  },
  'leads to somebody only with both in hand, the question and the record, and protects whom it is about (ADR 59)': {
    'registry.answer_ground': 'evidence_token',
    'registry.clearance': 'evidence_token',
    'registry.merge_clearance': 'evidence_token',
    'registry.screening': 'evidence_token',
  },
  'destroyed without a clock once it has served: with the last row, with whoever left, with the next index, with the delivery, with the letter':
    {
      'registry.enrolment': 'data_key_id person_sealed',
      'registry.index_snapshot_part': 'data_key_id',
      'inquiry.bulk_deed': 'data_key_id',
      'inquiry.bulk_row': 'contact letter',
    },
  'emptied at its delivery, or so many days after it as the law pack keeps what may have to be sent again (`resending`, ADR 72)':
    {
      'exchange.outbox': 'data_key_id body',
    },
  'the log: its leaves stay for good, and each entry is under a key of its own': {
    'journal.chain': 'token head sealed_head',
    'journal.chain_link': 'token',
    'journal.day_seal': 'root',
    'journal.entry': 'commitment data_key_id sealed',
    'journal.entry_subject': 'subject_token',
    'journal.head': 'frontier published_frontier',
    'journal.look_draw': 'seed',
    'journal.look_review': 'data_key_id purpose reference answer words',
    'journal.place': 'commitment',
    'journal.staged': 'commitment',
    'journal.use_figures': 'digest root',
  },
  'how staff and programs sign in, while the account stands: of whoever acts, and of nobody they act on': {
    'access.account': 'phone_token',
    'access.api_token': 'secret_hash',
    'access.passkey': 'credential_id public_key',
    'access.provider_attempt': 'secret_hash',
    'access.provider_link': 'subject_token',
    'access.recovery_code': 'code_token',
    'access.second_factor': 'data_key_id secret',
    'access.session': 'secret_hash',
    'access.sign_in_attempt': 'bucket',
  },
  'random, or of a whole content: says something only to whoever holds what it was made from': {
    'inquiry.consent': 'file_hash',
    'inquiry.consent_link': 'secret_hash code_hash',
    'inquiry.desk_code': 'code_hash',
    'inquiry.repair': 'ground_hash',
    'inquiry.visit': 'secret_hash',
    'inquiry.voided_notice': 'hash',
    'registry.import': 'file_token',
    'registry.rescreening': 'looked_at',
    'workforce.enrolment': 'content_token',
    'workforce.tip': 'receipt_token',
  },
  'about a unit or a place, and about nobody': {
    'supervision.owed_gap': 'data_key_id words',
    'workforce.post_answer': 'data_key_id words judged_words',
    'workforce.unentered_unit': 'data_key_id note',
  },
  'the node itself: keys, bytes under keys, and who its peers are': {
    'exchange.peer': 'public_key',
    'exchange.peer_action': 'public_key',
    'kernel.data_key': 'wrapped',
    'kernel.idempotency_key': 'request_hash',
    'kernel.stored_file': 'data_key_id',
    'kernel.viewer_secret': 'secret',
  },
};

const generated = readFileSync(new URL('kernel/database/tables.generated.ts', import.meta.url), 'utf8');
const snake = (name: string): string => name.replace(/[A-Z0-9]/g, (letter) => `_${letter.toLowerCase()}`);

/** Columns that may lead to a person, as `schema.table.column`. */
function columnsThatLead(source: string): string[] {
  const names = new Map([...source.matchAll(/^ {2}'([\w.]+)': (\w+Table);$/gm)].map(([, name, type]) => [type, name]));
  return [...source.matchAll(/^export type (\w+Table) = \{\n([\s\S]*?)^\};$/gm)].flatMap(([, type, body = '']) =>
    [...body.matchAll(/^ {2}(\w+): (.*);$/gm)]
      .filter(
        ([, column = '', is = '']) => is.includes('Buffer') || /(dataKeyId|fileId|fileObject|subjects)$/i.test(column),
      )
      .map(([, column]) => snake(`${names.get(type)}.${column}`)),
  );
}

function listed(tables: Readonly<Record<string, string>>): string[] {
  return Object.entries(tables).flatMap(([table, columns]) => columns.split(' ').map((column) => `${table}.${column}`));
}

/** What the modules keep; nothing of a node is asked before a document is. */
function keptKinds(): readonly KeptKind[] {
  const nothing = {} as never;
  return [
    ...keptLooks(nothing),
    ...keptInquiries(nothing),
    ...keptLists(nothing),
    ...keptVisits(nothing),
    ...keptMessages(nothing),
    ...keptOnRosters(nothing),
    ...keptAtRegistry(nothing),
    ...keptHolds(nothing),
    ...keptOrders(nothing),
  ];
}

test('every column that may lead to a person is under a rule of retention, or has a reason why it is under none', () => {
  const declared = [...Object.values(underRules), ...Object.values(otherwise)].flatMap(listed);
  expect(declared.filter((column, at) => declared.indexOf(column) !== at)).toEqual([]);
  expect(declared.sort()).toEqual(columnsThatLead(generated).sort());
});

test('a column that nobody thought of is found', () => {
  const more = generated.replace('export type InquiryAnswerTable = {\n', (line) => `${line}  faceId: Buffer | null;\n`);
  expect(columnsThatLead(more).filter((column) => !columnsThatLead(generated).includes(column))).toEqual([
    'inquiry.answer.face_id',
  ]);
});

test('the rules are those that the modules keep by, each once', () => {
  const kept = keptKinds().map(({ rule }) => rule);
  expect(new Set(kept).size).toBe(kept.length);
  const named = Object.keys(underRules).flatMap((rules) => rules.split(' '));
  expect([...new Set(named)].sort()).toEqual([...kept].sort());
});

test('the pack has no period that nobody keeps by', () => {
  const { pack } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
  // A paper, kept by whoever runs the node.
  const others = ['impact_assessment'];
  expect(pack.retention.map(({ id }) => id).sort()).toEqual([...keptKinds().map(({ rule }) => rule), ...others].sort());
});
