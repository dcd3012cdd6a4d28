/**
 * What becomes of the tokens of a purpose when the token key is renewed:
 * - `renewed`: rows are put under the next epoch, column by column. For whoever can be guessed by trying everybody: numbers, names, phones.
 * - `first`: stays with the first epoch, and `because` says why it may.
 * - `passing`: stored nowhere and good for minutes; made with the newest active epoch, and what an older one made is worth nothing.
 */
export type TokenPurpose =
  | { readonly fate: 'renewed'; readonly columns: readonly string[] }
  | { readonly fate: 'first'; readonly columns: readonly string[]; readonly because: string }
  | { readonly fate: 'passing' };

const wholeContent =
  'nobody tries what he does not hold: the token is of a whole content, and says only to whoever has it that it came';
const randomCode = 'the token is of a code or number drawn at random, which cannot be guessed under any key';

/** Every purpose of tokens, and the columns its tokens stand in as `schema.table.column`: the one place where both are declared. */
export const tokenPurposes: Readonly<Record<string, TokenPurpose>> = {
  'access.phone': { fate: 'renewed', columns: ['access.account.phone_token', 'inquiry.consent_link.contact_token'] },
  'access.provider-subject': { fate: 'renewed', columns: ['access.provider_link.subject_token'] },
  'inquiry.document': {
    fate: 'renewed',
    columns: ['inquiry.document_token.token', 'inquiry.desk_code.document_tokens', 'inquiry.told_look.tokens'],
  },
  'inquiry.visitor-name': {
    fate: 'first',
    columns: ['inquiry.desk_code.name_token', 'inquiry.desk_code.chain_tokens'],
    because: 'a desk code is worth nothing after its day, and the chains of the journal rest on the name',
  },
  'registry.document-number': { fate: 'renewed', columns: ['registry.person_document.token'] },
  'registry.asked-document': { fate: 'renewed', columns: ['registry.ask_document.token'] },
  'retention.hold': { fate: 'renewed', columns: ['retention.hold.tokens'] },
  'supervision.document': {
    fate: 'renewed',
    columns: ['supervision.prohibition.tokens', 'access.emergency_look.tokens'],
  },
  'workforce.document': {
    fate: 'renewed',
    columns: ['workforce.person_token.token', 'workforce.prohibition_token.token', 'workforce.roster_row.tokens'],
  },
  'workforce.prohibited': { fate: 'renewed', columns: ['workforce.prohibition_token.token'] },
  'journal.subject': {
    fate: 'first',
    columns: ['journal.entry_subject.subject_token', 'journal.chain.token', 'journal.chain_link.token'],
    because: 'entries, chains and published roots rest on it, and none of them is ever rewritten',
  },
  'inquiry.notice-salt': { fate: 'first', columns: [], because: 'notices already handed over are proved by it' },
  'kernel.database-login': { fate: 'first', columns: [], because: 'it is the password of the application’s own login' },
  'access.recovery-code': { fate: 'first', columns: ['access.recovery_code.code_token'], because: randomCode },
  'workforce.tip-receipt': { fate: 'first', columns: ['workforce.tip.receipt_token'], because: randomCode },
  'workforce.tip-code': { fate: 'first', columns: [], because: randomCode },
  'inquiry.consent-code': { fate: 'first', columns: ['inquiry.consent_link.code_hash'], because: randomCode },
  'inquiry.list': { fate: 'first', columns: ['inquiry.batch.content_token'], because: wholeContent },
  'registry.import-file': { fate: 'first', columns: ['registry.import.file_token'], because: wholeContent },
  'registry.record-content': {
    fate: 'first',
    columns: ['registry.record.content_token', 'registry.proposal.content_token', 'registry.alias.content_token'],
    because: wholeContent,
  },
  'registry.source-reference': {
    fate: 'first',
    columns: ['registry.record.reference_token', 'registry.alias.reference_token'],
    because: 'it is made with the person’s id, which is drawn at random: it ties a case number to a row, never a name',
  },
  'registry.compared-evidence': {
    fate: 'first',
    columns: [
      'registry.answer_ground.evidence_token',
      'registry.clearance.evidence_token',
      'registry.merge.evidence_token',
      'registry.merge_clearance.evidence_token',
      'registry.screening.evidence_token',
    ],
    because: wholeContent,
  },
  'workforce.enrolled': { fate: 'first', columns: ['workforce.enrolment.content_token'], because: wholeContent },
  'access.sign-in-ticket': { fate: 'passing' },
  'inquiry.link-browser': { fate: 'passing' },
};

/** What becomes of the tokens of a purpose; names of stored files (`file.…`) are of a data key’s random id and stay with the first epoch. */
export function fateOf(purpose: string): TokenPurpose['fate'] {
  return tokenPurposes[purpose]?.fate ?? 'first';
}
