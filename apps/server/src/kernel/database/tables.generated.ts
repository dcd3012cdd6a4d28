// Made by `npm run generate` from the migrations. Do not edit.
import type { Generated } from 'kysely';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type AccessAccountTable = {
  id: string;
  login: string;
  displayName: string;
  organisationId: string;
  passwordHash: string | null;
  oneTimeUntil: Date | null;
  phoneToken: Buffer | null;
  createdAt: Date;
  closedAt: Date | null;
  version: Generated<number>;
  secondFactorSince: Date | null;
  suspendedAt: Date | null;
};

export type AccessAccountActionTable = {
  accountId: string;
  position: number;
  verb: string;
  detail: Json;
  actor: string;
  at: Date;
};

export type AccessApiTokenTable = {
  id: string;
  accountId: string;
  name: string;
  secretHash: Buffer;
  createdAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
};

export type AccessConflictTable = {
  id: string;
  accountId: string;
  organisationId: string;
  ground: string;
  declaredAt: Date;
  withdrawnAt: Date | null;
};

export type AccessEmergencyLookTable = {
  id: string;
  accountId: string;
  organisationId: string;
  askedByName: string;
  kind: string;
  tokens: Buffer[];
  subjects: string[];
  ground: string;
  dataKeyId: string;
  reason: Buffer;
  reference: Buffer;
  askedAt: Date;
  approvedBy: string | null;
  approvedByName: string | null;
  declinedAt: Date | null;
  openedAt: Date | null;
  isAlone: Generated<boolean>;
  openUntil: Date | null;
  endedAt: Date | null;
  reviewDueAt: Date | null;
  verdict: string | null;
  verdictWords: Buffer | null;
  reviewedAt: Date | null;
  reviewedBy: string | null;
  suspendedAt: Date | null;
  document: Buffer | null;
  toldAt: Date | null;
  erasedAt: Date | null;
};

export type AccessEmergencyLookActionTable = {
  lookId: string;
  verb: string;
  actor: string;
  at: Date;
};

export type AccessOrganisationTable = {
  id: string;
  kind: string;
  nameZh: string;
  nameEn: string;
  divisionCode: string;
  parentId: string | null;
  unitType: string | null;
  authority: string | null;
  creditCode: string | null;
  createdAt: Date;
  closedAt: Date | null;
  version: Generated<number>;
};

export type AccessOrganisationActionTable = {
  organisationId: string;
  position: number;
  verb: string;
  detail: Json;
  actor: string;
  at: Date;
};

export type AccessPasskeyTable = {
  id: string;
  accountId: string;
  name: string;
  credentialId: Buffer;
  publicKey: Buffer;
  transports: string[];
  signCount: number;
  createdAt: Date;
  lastUsedAt: Date | null;
  endedAt: Date | null;
};

export type AccessPasskeyChallengeTable = {
  id: string;
  challenge: string;
  accountId: string | null;
  sessionId: string | null;
  expiresAt: Date;
};

export type AccessProviderAttemptTable = {
  secretHash: Buffer;
  state: string;
  nonce: string;
  codeVerifier: string;
  sessionId: string | null;
  expiresAt: Date;
  purpose: Generated<string>;
};

export type AccessProviderLinkTable = {
  id: string;
  accountId: string;
  subjectToken: Buffer;
  createdAt: Date;
  lastUsedAt: Date | null;
  endedAt: Date | null;
};

export type AccessRecoveryTable = {
  id: string;
  accountId: string;
  proposedBy: string;
  proposedAt: Date;
  confirmedBy: string | null;
  endedAt: Date | null;
};

export type AccessRecoveryCodeTable = {
  id: string;
  accountId: string;
  codeToken: Buffer;
  createdAt: Date;
  usedAt: Date | null;
  endedAt: Date | null;
};

export type AccessRoleGrantTable = {
  id: string;
  accountId: string;
  role: string;
  proposedBy: string | null;
  proposedAt: Date;
  confirmedBy: string | null;
  inForceFrom: Date | null;
  endedAt: Date | null;
};

export type AccessSecondFactorTable = {
  id: string;
  accountId: string;
  dataKeyId: string;
  secret: Buffer | null;
  createdAt: Date;
  confirmedAt: Date | null;
  lastStep: number | null;
  endedAt: Date | null;
};

export type AccessSessionTable = {
  id: string;
  accountId: string;
  secretHash: Buffer;
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  secondFactorAt: Date | null;
};

export type AccessSignInAttemptTable = {
  bucket: Buffer;
  failures: number;
  retryAfter: Date;
};

export type AccessStandInTable = {
  id: string;
  absentAccountId: string;
  accountId: string;
  role: string;
  startsAt: Date;
  endsAt: Date;
  proposedBy: string;
  confirmedBy: string | null;
  endedAt: Date | null;
};

export type AccessWithheldCountTable = {
  day: string;
  looks: number;
  oldestSince: string | null;
  overdue: number;
  entryId: string;
  countedAt: Date;
};

export type AccessWithheldLookTable = {
  id: string;
  lookId: string;
  number: number;
  accountId: string;
  untilDay: string;
  reason: Buffer | null;
  askedAt: Date;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  isApproved: boolean | null;
  releasedAt: Date | null;
  restoredAt: Date | null;
};

export type ExchangeChannelTable = {
  direction: string;
  peer: string;
  fromRole: string;
  toRole: string;
  lastSequence: Generated<number>;
  received: Generated<number>;
  failures: Generated<number>;
  retryAt: Date | null;
  stoodAt: Date | null;
  gone: Generated<number>;
};

export type ExchangeInboxTable = {
  peer: string;
  id: string;
  fromRole: string;
  toRole: string;
  sequence: number;
  type: string;
  receivedAt: Date;
};

export type ExchangeOutboxTable = {
  id: string;
  position: Generated<number>;
  type: string;
  fromRole: string;
  toRole: string;
  peer: string | null;
  entryId: string | null;
  dataKeyId: string;
  body: Buffer | null;
  state: Generated<string>;
  sequence: number | null;
  sentAt: Date | null;
  attempts: Generated<number>;
  retryAt: Date;
  problem: string | null;
  createdAt: Date;
  settledAt: Date | null;
};

export type ExchangePeerTable = {
  node: string;
  role: string;
  address: string;
  publicKey: Buffer;
  changedAt: Date;
  endedAt: Date | null;
};

export type ExchangePeerActionTable = {
  id: string;
  node: string;
  role: string;
  verb: string;
  address: string | null;
  publicKey: Buffer | null;
  actor: string;
  at: Date;
  position: Generated<number>;
};

export type InquiryAnswerTable = {
  applicationId: string;
  askId: string;
  state: string;
  body: Buffer | null;
  askedAt: Date;
  answeredAt: Date | null;
  leavesFrom: Date | null;
  toldAt: Date | null;
  silenceToldAt: Date | null;
};

export type InquiryAnswerActionTable = {
  id: string;
  applicationId: string;
  sequence: number;
  verb: string;
  state: string;
  at: Date;
};

export type InquiryApplicationTable = {
  id: string;
  unitId: string;
  unitType: string;
  divisionCode: string;
  reviewerId: string | null;
  superiorId: string | null;
  draftedBy: string | null;
  batchId: string | null;
  readFrom: string | null;
  rowNumber: number | null;
  dataKeyId: string;
  person: Buffer;
  decision: Buffer | null;
  purpose: string;
  postClass: string;
  employmentForm: string;
  startDate: string | null;
  urgent: Generated<boolean>;
  standing: string;
  permission: string;
  legalBases: Generated<string[]>;
  guardianNeeded: Generated<boolean>;
  problems: Generated<Json>;
  problemCount: Generated<number>;
  identityProof: string | null;
  identityProvenBy: string | null;
  identityProvenAt: Date | null;
  permittedAt: Date | null;
  returned: Json | null;
  state: string;
  version: Generated<number>;
  dueAt: Date | null;
  submittedAt: Date | null;
  askedAt: Date | null;
  releasedAt: Date | null;
  settledAt: Date | null;
  settlement: Json | null;
  noticeFileId: string | null;
  noticeEntryId: string | null;
  createdAt: Date;
  changedAt: Date;
  monitored: Generated<boolean>;
  keepUntil: string | null;
  erasedAt: Date | null;
};

export type InquiryApplicationActionTable = {
  id: string;
  applicationId: string;
  sequence: number;
  verb: string;
  state: string;
  actor: string;
  organisationId: string | null;
  detail: Generated<Json>;
  at: Date;
};

export type InquiryBatchTable = {
  id: string;
  unitId: string;
  createdBy: string;
  dataKeyId: string;
  fileName: Buffer;
  fileId: string | null;
  contentToken: Buffer | null;
  setAsideFrom: string | null;
  state: string;
  rows: Generated<number>;
  done: Generated<number>;
  columns: Generated<Json>;
  problems: Generated<Json>;
  version: Generated<number>;
  createdAt: Date;
  changedAt: Date;
  erasedAt: Date | null;
  keepUntil: string | null;
};

export type InquiryBreachTable = {
  id: string;
  applicationId: string;
  kind: string;
  detail: Generated<Json>;
  at: Date;
};

export type InquiryBulkDeedTable = {
  id: string;
  kind: string;
  batchId: string | null;
  organisationId: string;
  divisionCode: string;
  askedBy: string;
  sessionId: string;
  roles: string[];
  parameters: Generated<Json>;
  dataKeyId: string | null;
  state: string;
  rows: Generated<number>;
  done: Generated<number>;
  leftRows: Generated<number>;
  version: Generated<number>;
  createdAt: Date;
  changedAt: Date;
};

export type InquiryBulkRowTable = {
  deedId: string;
  position: number;
  applicationId: string;
  rowNumber: number | null;
  seenVersion: number | null;
  channel: string | null;
  language: string | null;
  contact: Buffer | null;
  letter: Buffer | null;
  state: Generated<string>;
  code: string | null;
};

export type InquiryCanaryTable = {
  id: string;
  path: string;
  slot: Date;
  sentAt: Date;
  arrivedAt: Date | null;
};

export type InquiryConsentTable = {
  id: string;
  applicationId: string;
  kind: string;
  way: string;
  textVersion: string;
  textHash: string;
  onDay: string | null;
  fileId: string | null;
  fileHash: Buffer | null;
  guardian: Buffer | null;
  at: Date;
};

export type InquiryConsentLinkTable = {
  id: string;
  applicationId: string;
  secretHash: Buffer;
  channel: string;
  language: string;
  contact: Buffer | null;
  contactToken: Buffer | null;
  codeHash: Buffer | null;
  codeSentAt: Date | null;
  codeUntil: Date | null;
  failures: Generated<number>;
  codesSent: Generated<number>;
  retryAfter: Date | null;
  unlockedUntil: Date | null;
  openedAt: Date | null;
  remindedAt: Date | null;
  createdAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  answeredAt: Date | null;
};

export type InquiryDeskCodeTable = {
  id: string;
  codeHash: Buffer | null;
  documentTokens: Buffer[];
  nameToken: Buffer;
  proof: string;
  issuedBy: string | null;
  organisationId: string | null;
  issuedAt: Date;
  expiresAt: Date;
  subjects: Generated<string[]>;
  chainTokens: Generated<Buffer[]>;
  erasedAt: Date | null;
};

export type InquiryDocumentTokenTable = {
  applicationId: string;
  token: Buffer;
};

export type InquiryLookAskedAgainTable = {
  lookId: string;
  firstToldAt: Date;
  erasedAt: Date | null;
};

export type InquiryObjectionTable = {
  id: string;
  applicationId: string;
  reason: string;
  words: Buffer;
  openedBy: string;
  dueAt: Date | null;
  at: Date;
  endedAt: Date | null;
  recheckId: string | null;
  outcome: string | null;
  letterWay: string | null;
};

export type InquiryObjectionFigureTable = {
  id: string;
  outcome: string;
  reason: string;
  closedOn: string;
  days: number;
  lateSteps: number;
};

export type InquiryObjectionStepTable = {
  id: string;
  objectionId: string;
  applicationId: string;
  sequence: number;
  step: string;
  authorityId: string | null;
  superiorId: string | null;
  senderId: string | null;
  begunAt: Date;
  dueAt: Date;
  overdueAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
};

export type InquiryProofTable = {
  id: string;
  applicationId: string;
  verifierId: string;
  listId: string;
  listIndex: number;
  issuedAt: Date;
  expiresAt: Date;
  askAgainAt: Date | null;
};

export type InquiryRecalledAnswerTable = {
  applicationId: string;
  recalledAt: Date;
  authorityId: string | null;
  superiorId: string | null;
  letters: string[];
  dueAt: Date;
  seenToAt: Date | null;
  seenToBy: string | null;
};

export type InquiryReleaseWindowTable = {
  kind: string;
  opensAt: Date;
  completedAt: Date | null;
  released: Generated<number>;
};

export type InquiryRepairTable = {
  id: string;
  objectionId: string | null;
  applicationId: string;
  kind: string;
  part: string;
  organisationId: string;
  superiorId: string | null;
  begunAt: Date;
  dueAt: Date;
  overdueAt: Date | null;
  doneAt: Date | null;
  doneBy: string | null;
  groundHash: Buffer | null;
  voidAt: Date | null;
};

export type InquiryStatusListTable = {
  id: string;
  size: number;
  madeAt: Date;
};

export type InquiryStopWorkOrderTable = {
  applicationId: string;
  authorityId: string;
  superiorId: string | null;
  orderedAt: Date;
  dueAt: Date;
  sentAt: Date | null;
  sentBy: string | null;
  cancelledAt: Date | null;
};

export type InquiryToldLookTable = {
  id: string;
  node: string;
  tokens: Buffer[];
  dataKeyId: string;
  content: Buffer;
  receivedAt: Date;
  erasedAt: Date | null;
};

export type InquiryToldTypeTable = {
  applicationId: string;
  types: Buffer;
};

export type InquiryToldWithheldTable = {
  node: string;
  day: string;
  looks: number;
  oldestSince: string | null;
  receivedAt: Date;
};

export type InquiryVisitTable = {
  id: string;
  deskCodeId: string;
  secretHash: Buffer;
  begunAt: Date;
  endsAt: Date;
  endedAt: Date | null;
};

export type InquiryVoidedNoticeTable = {
  hash: Buffer;
  voidedAt: Date;
};

export type InquiryVoidedQuestionTable = {
  askId: string;
  at: Date;
};

export type JournalChainTable = {
  token: Buffer;
  entries: Generated<number>;
  head: Buffer | null;
  sealedEntries: Generated<number>;
  sealedHead: Buffer | null;
};

export type JournalChainLinkTable = {
  token: Buffer;
  number: number;
  entryId: string;
};

export type JournalClosedLogTable = {
  log: number;
  origin: string;
  checkpoint: string;
  size: number;
  held: number;
  fits: boolean;
  reason: string;
  entryId: string;
  closedBy: string;
  closedAt: Date;
};

export type JournalDaySealTable = {
  epoch: string;
  chains: number;
  root: Buffer;
  entryId: string;
  sealedAt: Date;
};

export type JournalEntryTable = {
  id: string;
  commitment: Buffer;
  dataKeyId: string;
  sealed: Buffer;
  act: string;
  outcome: string;
  actor: string;
  objectKind: string | null;
  objectId: string | null;
  at: Date;
};

export type JournalEntryComparisonTable = {
  onlyRow: Generated<boolean>;
  log: number;
  nextIndex: number;
  afterId: string | null;
  beganAt: Date;
  walked: number;
  compared: number;
  erased: number;
  wholeBeganAt: Date | null;
  wholeEndedAt: Date | null;
  wholeCompared: number | null;
  wholeErased: number | null;
};

export type JournalEntryDifferenceTable = {
  id: string;
  log: number | null;
  leafIndex: number | null;
  entryId: string | null;
  differs: string[];
  foundAt: Date;
  foundIn: string;
  endedAt: Date | null;
  endedIn: string | null;
};

export type JournalEntrySubjectTable = {
  entryId: string;
  subjectToken: Buffer;
};

export type JournalHeadTable = {
  onlyRow: Generated<boolean>;
  origin: string;
  treeSize: number;
  frontier: Buffer;
  publishedSize: number;
  publishedFrontier: Buffer;
  sequencedAt: Date;
  log: Generated<number>;
};

export type JournalLastingActTable = {
  entryId: string;
  act: string;
};

export type JournalLookDrawTable = {
  epoch: string;
  log: number;
  firstIndex: number;
  sealIndex: number;
  seed: Buffer;
  looks: number;
  drawn: number;
  entryId: string;
  drawnAt: Date;
};

export type JournalLookReviewTable = {
  id: string;
  entryId: string;
  epoch: string;
  accountId: string;
  act: string;
  lookedAt: Date;
  dueAt: Date;
  state: Generated<string>;
  wants: string | null;
  dataKeyId: string | null;
  purpose: Buffer | null;
  reference: Buffer | null;
  answer: Buffer | null;
  isConfirmed: boolean | null;
  words: Buffer | null;
  askedAt: Date | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  settledAt: Date | null;
  settledBy: string | null;
};

export type JournalPlaceTable = {
  log: number;
  leafIndex: number;
  entryId: string;
  commitment: Buffer;
};

export type JournalReappliedActTable = {
  entryId: string;
  act: string;
  objectKind: string;
  objectId: string;
  outcome: string;
  reappliedAt: Date;
};

export type JournalStagedTable = {
  number: Generated<number>;
  entryId: string;
  commitment: Buffer;
};

export type JournalUseFiguresTable = {
  month: string;
  figures: Json;
  digest: Buffer;
  size: number;
  root: Buffer;
  entryId: string;
  fixedAt: Date;
};

export type KernelDataKeyTable = {
  id: string;
  kind: string;
  keyId: string;
  wrapped: Buffer | null;
  createdAt: Date;
  destroyedAt: Date | null;
};

export type KernelIdempotencyKeyTable = {
  viewer: string;
  key: string;
  route: string;
  requestHash: Buffer;
  status: number | null;
  resourceId: string | null;
  createdAt: Date;
};

export type KernelMigrationTable = {
  name: string;
  hash: string;
  appliedAt: Generated<Date>;
};

export type KernelSettingTable = {
  name: string;
  value: Json;
  changedAt: Date;
};

export type KernelStoredFileTable = {
  id: string;
  name: string;
  kind: string;
  mediaType: string;
  size: number;
  dataKeyId: string;
  organisationId: string | null;
  createdAt: Date;
  removedAt: Date | null;
};

export type KernelTokenColumnTable = {
  place: string;
  family: string;
  isList: boolean;
  walkedTo: string | null;
  isWalked: Generated<boolean>;
};

export type KernelTokenEpochTable = {
  onlyRow: Generated<boolean>;
  inForce: Generated<number>;
  isRenewing: Generated<boolean>;
};

export type KernelViewerSecretTable = {
  onlyRow: Generated<boolean>;
  secret: Buffer;
};

export type MessagesMessageTable = {
  id: string;
  organisationId: string;
  aboutKind: string;
  aboutId: string;
  template: string;
  language: string;
  addressKind: string;
  dataKeyId: string;
  address: Buffer;
  content: Buffer;
  state: Generated<string>;
  problem: string | null;
  round: Generated<number>;
  attempts: Generated<number>;
  letterFileId: string | null;
  createdAt: Date;
  changedAt: Date;
  version: Generated<number>;
  keptFromOutbox: Generated<boolean>;
  erasedAt: Date | null;
};

export type MessagesMessageActionTable = {
  id: string;
  messageId: string;
  verb: string;
  problem: string | null;
  actor: string;
  at: Date;
  position: Generated<number>;
};

export type RegistryAliasTable = {
  id: string;
  personId: string;
  sourceId: string;
  referenceToken: Buffer;
  contentToken: Buffer;
  changeSealed: Buffer;
  state: string;
  version: number;
  replaces: string | null;
  importId: string | null;
  proposedBy: string;
  enteredAt: Date;
};

export type RegistryAliasActionTable = {
  aliasId: string;
  version: number;
  verb: string;
  reasonSealed: Buffer | null;
  proposedBy: string | null;
  actor: string;
  at: Date;
};

export type RegistryAliasFactTable = {
  aliasId: string;
  factId: string;
};

export type RegistryAnswerGroundTable = {
  askId: string;
  kind: string;
  factId: string;
  personId: string;
  version: number;
  evidenceToken: Buffer | null;
  band: string | null;
};

export type RegistryAskTable = {
  id: string;
  askedBy: string;
  dataKeyId: string;
  personSealed: Buffer;
  terms: Json;
  state: string;
  outcome: string | null;
  receivedAt: Date;
  answeredAt: Date | null;
  recalledAt: Date | null;
  recheckOf: string | null;
  monitoring: Generated<boolean>;
  canary: Generated<boolean>;
  answeredUnder: Json | null;
  erasedAt: Date | null;
  dueAt: Date | null;
  overdueAt: Date | null;
};

export type RegistryAskDocumentTable = {
  askId: string;
  token: Buffer;
};

export type RegistryAttestationTable = {
  recordId: string;
  factId: string;
};

export type RegistryCanaryWayTable = {
  askedBy: string;
  path: string;
  beganAt: Date;
  lastReceivedAt: Date;
  lastArrivedAt: Date | null;
  silentSince: Date | null;
};

export type RegistryClearanceTable = {
  evidenceToken: Buffer;
  personId: string;
  comparisonId: string;
  at: Date;
};

export type RegistryComparisonTable = {
  id: string;
  askId: string;
  personId: string;
  reasonsSealed: Buffer;
  state: string;
  ending: string | null;
  urgent: boolean;
  claimedBy: string | null;
  claimedAt: Date | null;
  openedAt: Date;
  dueAt: Date;
  decidedAt: Date | null;
  version: number;
  recheckOf: string | null;
  canary: Generated<boolean>;
  overdueAt: Date | null;
};

export type RegistryCountStatementTable = {
  id: string;
  sourceId: string;
  firstNumber: number;
  lastNumber: number;
  rows: number;
  reference: string;
  statedBy: string;
  statedAt: Date;
};

export type RegistryDeliveryTable = {
  sourceId: string;
  number: number;
  rows: number;
  receivedAt: Date;
};

export type RegistryEnrolmentTable = {
  id: string;
  enrolledBy: string;
  dataKeyId: string | null;
  personSealed: Buffer | null;
  terms: Json | null;
  state: string;
  receivedAt: Date;
  confirmedAt: Date | null;
  leftAt: Date | null;
  canary: Generated<boolean>;
};

export type RegistryEnrolmentAskTable = {
  askId: string;
  enrolmentId: string;
};

export type RegistryEntryLagTable = {
  id: string;
  sourceId: string;
  decidingBody: string;
  decidingBodyName: string;
  enteredMonth: string;
  days: number;
};

export type RegistryImportTable = {
  id: string;
  sourceId: string;
  fileToken: Buffer;
  fileNameSealed: Buffer;
  fileObject: string | null;
  fileDataKeyId: string | null;
  dataKeyId: string;
  state: string;
  columns: Json;
  problems: Json;
  rows: number;
  rowsDone: Generated<number>;
  sealedByLaw: Generated<Json>;
  counts: Json;
  version: number;
  uploadedBy: string;
  uploadedAt: Date;
  deliveryNumber: number | null;
  changedAt: Date;
  keepUntil: string | null;
  erasedAt: Date | null;
};

export type RegistryImportRowTable = {
  importId: string;
  rowNumber: number;
  outcome: string;
  problems: Generated<Json>;
  cellsSealed: Buffer | null;
  recordId: string | null;
};

export type RegistryIndexChangeTable = {
  sequence: number;
  recordId: string | null;
  at: Date;
  enrolmentId: string | null;
};

export type RegistryIndexHeadTable = {
  onlyRow: Generated<boolean>;
  sequence: number;
};

export type RegistryIndexSnapshotTable = {
  id: string;
  sequence: number;
  day: string;
  format: number;
  ruleVersion: string;
  lawHash: string;
  settings: string;
  keptAt: Date;
};

export type RegistryIndexSnapshotPartTable = {
  snapshotId: string;
  place: number;
  list: string | null;
  name: string;
  size: number;
  dataKeyId: string;
};

export type RegistryMergeTable = {
  id: string;
  oneId: string;
  otherId: string;
  onePersons: string[];
  otherPersons: string[];
  dataKeyId: string;
  reasonsSealed: Buffer;
  ruleVersion: string;
  evidenceToken: Buffer;
  state: string;
  claimedBy: string | null;
  claimedAt: Date | null;
  openedAt: Date;
  dueAt: Date;
  undoProposedBy: string | null;
  version: number;
};

export type RegistryMergeClearanceTable = {
  evidenceToken: Buffer;
  mergeId: string;
  at: Date;
};

export type RegistryMergeOpinionTable = {
  id: string;
  mergeId: string;
  stage: string;
  accountId: string;
  ending: string;
  reasonSealed: Buffer;
  at: Date;
};

export type RegistryMergeSweepTable = {
  id: string;
  state: string;
  afterPersonId: string | null;
  persons: number;
  personsDone: Generated<number>;
  proposed: Generated<number>;
  version: number;
  startedBy: string;
  startedAt: Date;
};

export type RegistryMergedPersonTable = {
  personId: string;
  mainId: string;
};

export type RegistryMergingActionTable = {
  mergeId: string;
  version: number;
  verb: string;
  reasonSealed: Buffer | null;
  proposedBy: string | null;
  actor: string;
  at: Date;
};

export type RegistryMisuseMarkTable = {
  personId: string;
  comparisonId: string;
  at: Date;
};

export type RegistryOpinionTable = {
  id: string;
  comparisonId: string;
  stage: string;
  accountId: string;
  ending: string;
  reasonSealed: Buffer;
  at: Date;
};

export type RegistryPersonTable = {
  id: string;
  dataKeyId: string;
  factsSealed: Buffer;
  createdAt: Date;
  canary: Generated<boolean>;
};

export type RegistryPersonDocumentTable = {
  id: string;
  personId: string;
  type: string;
  numberSealed: Buffer;
  token: Buffer;
  validFrom: string | null;
  validTo: string | null;
  enteredAt: Date;
  detachedAt: Date | null;
};

export type RegistryPersonNameTable = {
  id: string;
  personId: string;
  kind: string;
  nameSealed: Buffer;
  validFrom: string | null;
  validTo: string | null;
  enteredAt: Date;
  detachedAt: Date | null;
};

export type RegistryProposalTable = {
  id: string;
  recordId: string;
  recordVersion: number;
  verb: string;
  validFrom: string;
  reasonSealed: Buffer;
  decisionSealed: Buffer | null;
  contentToken: Buffer | null;
  state: Generated<string>;
  proposedBy: string;
  proposedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReasonSealed: Buffer | null;
};

export type RegistryRecordTable = {
  id: string;
  personId: string;
  sourceId: string;
  referenceToken: Buffer;
  contentToken: Buffer;
  referenceSealed: Buffer;
  documentHash: Buffer | null;
  decisionSealed: Buffer;
  state: string;
  corrected: Generated<boolean>;
  sealingLiftedOn: string | null;
  version: number;
  importId: string | null;
  enteredBy: string;
  enteredAt: Date;
  canary: Generated<boolean>;
};

export type RegistryRecordActionTable = {
  recordId: string;
  version: number;
  verb: string;
  validFrom: string;
  reasonSealed: Buffer | null;
  decisionSealed: Buffer | null;
  proposedBy: string | null;
  actor: string;
  at: Date;
};

export type RegistryReplayTable = {
  id: string;
  askId: string;
  accountId: string;
  at: Date;
  transactionId: string;
};

export type RegistryRescreeningTable = {
  id: string;
  state: string;
  afterEnrolmentId: string | null;
  enrolments: number;
  enrolmentsDone: Generated<number>;
  news: Generated<number>;
  version: number;
  startedBy: string;
  startedAt: Date;
  stage: Generated<string>;
  lists: Generated<string[]>;
  afterRecordId: string | null;
  records: Generated<number>;
  recordsDone: Generated<number>;
  crowd: Generated<string[]>;
  crowdWaiting: Generated<string[]>;
  crowdAfterId: string | null;
  crowdDone: Generated<number>;
  lookedAt: Buffer | null;
};

export type RegistryScreeningTable = {
  comparisonId: string;
  recordIds: string[];
  band: string;
  blind: boolean;
  evidenceToken: Buffer | null;
  ruleVersion: string | null;
};

export type RegistrySourceTable = {
  id: string;
  code: string;
  nameEn: string;
  nameZh: string;
  kind: string;
  querySource: string;
  freshHours: number;
  divisions: Generated<string[]>;
  lastReceivedAt: Date | null;
  declaredAt: Date;
  isNumbered: Generated<boolean>;
  incompleteSince: Date | null;
  incompleteWhy: string | null;
  missingNumbers: Generated<number[]>;
  canary: Generated<boolean>;
  countsOwedFrom: Generated<Date>;
};

export type RegistrySourceActionTable = {
  id: string;
  sourceId: string;
  verb: string;
  upTo: Date | null;
  reference: string | null;
  actor: string;
  at: Date;
};

export type RetentionHoldTable = {
  id: string;
  organisationId: string;
  dataKeyId: string;
  document: Buffer;
  tokens: Buffer[];
  ground: string;
  reference: Buffer;
  placedBy: string;
  placedAt: Date;
  liftAskedBy: string | null;
  liftAskedAt: Date | null;
  liftedBy: string | null;
  liftedAt: Date | null;
  erasedAt: Date | null;
};

export type RetentionTermTable = {
  rule: string;
  objectId: string;
  countedFrom: Date;
  keptUntil: string;
  packHash: string;
  announcedAt: Date;
  erasedFrom: string;
  endedAt: Date | null;
  outcome: string | null;
  heldAt: Date | null;
};

export type RetentionWalkTable = {
  rule: string;
  reachedAt: Date;
  reachedId: string;
  walkedAt: Date;
};

export type SupervisionOwedGapTable = {
  id: string;
  toldBy: string;
  toldVersion: number;
  divisionCode: string;
  organisationId: string | null;
  heldIn: string | null;
  unitEn: string;
  unitZh: string;
  authorityEn: string | null;
  authorityZh: string | null;
  aboveEn: string | null;
  aboveZh: string | null;
  kind: string;
  postClass: string | null;
  missing: number | null;
  since: Date;
  foundAt: Date;
  escalatedAt: Date | null;
  owedAt: Date;
  stillThere: boolean;
  course: Json;
  mendedAt: Date | null;
  mendedAs: string | null;
  state: Generated<string>;
  takenBy: string | null;
  takenAt: Date | null;
  conclusion: string | null;
  closedBy: string | null;
  closedAt: Date | null;
  dataKeyId: string | null;
  words: Buffer | null;
  version: Generated<number>;
  receivedAt: Date;
};

export type SupervisionPlacementTable = {
  id: string;
  prohibitionId: string;
  unitEn: string;
  unitZh: string;
  postClass: string;
  fromDate: string;
  isSure: boolean;
  seenAt: Date;
  endedOn: string | null;
  breachKind: string | null;
  breachSince: Date | null;
  referredTo: string | null;
  referredAt: Date | null;
  referredBy: string | null;
};

export type SupervisionProhibitionTable = {
  id: string;
  organisationId: string;
  dataKeyId: string;
  person: Buffer;
  caseFacts: Buffer;
  tokens: Buffer[];
  regime: string;
  effectiveOn: string;
  sentence: string;
  sentenceEndsOn: string | null;
  paroledOn: string | null;
  years: number | null;
  postClasses: string[] | null;
  exposesChild: boolean;
  state: string;
  endsEarlyOn: string | null;
  endsOn: string | null;
  enteredBy: string;
  enteredAt: Date;
  verifiedBy: string | null;
  verifiedAt: Date | null;
  toldId: string | null;
  toldAt: Date | null;
  receivedAt: Date | null;
  servedOn: string | null;
  servedDocument: string | null;
  certificateFileId: string | null;
  change: Buffer | null;
  changeKind: string | null;
  changeBy: string | null;
  changeAt: Date | null;
  version: Generated<number>;
  changedAt: Date;
  sweptOn: string | null;
  divisionCode: string | null;
  dueRank: Generated<number>;
  dueAt: Date | null;
  dueStale: Generated<boolean>;
  keepUntil: string | null;
  erasedAt: Date | null;
};

export type SupervisionProhibitionActionTable = {
  id: string;
  prohibitionId: string;
  sequence: number;
  verb: string;
  detail: Generated<Json>;
  words: Buffer | null;
  actor: string;
  at: Date;
};

export type SupervisionProhibitionAlarmTable = {
  prohibitionId: string;
  alarm: string;
  organisationId: string;
  dueOn: string;
  raisedAt: Date;
  settledAt: Date | null;
};

export type WorkforceCoverageTable = {
  employmentId: string;
  unitId: string;
  reviewerId: string | null;
  superiorId: string | null;
  postClass: string;
  isOpen: boolean;
  state: string;
  urgency: number;
  since: Date;
  dueOn: string | null;
  answeredOn: string | null;
  notice: string | null;
  inquiryId: string | null;
  lookAgainOn: string | null;
  lookedAt: Date;
  isProhibited: Generated<boolean>;
  isChecked: boolean | null;
};

export type WorkforceCoverageCodeTable = {
  unitId: string;
  code: string;
  madeAt: Date;
};

export type WorkforceCoverageFigureTable = {
  fixingId: string;
  unitId: string;
  reviewerId: string | null;
  superiorId: string | null;
  nameEn: string;
  nameZh: string;
  searchText: string;
  divisionCode: string;
  authorityEn: string;
  authorityZh: string;
  band: string;
  asOf: Date;
};

export type WorkforceCoverageFixingTable = {
  id: string;
  standsFrom: Date;
  standsUntil: Date;
  lastUnitId: string | null;
  finishedAt: Date | null;
};

export type WorkforceEmploymentTable = {
  id: string;
  personId: string;
  unitId: string;
  unitType: string;
  divisionCode: string;
  reviewerId: string | null;
  superiorId: string | null;
  dataKeyId: string;
  person: Buffer;
  postClass: string;
  postTitle: string | null;
  employmentForm: string;
  supplierCreditCode: string | null;
  fromDate: string;
  untilDate: string | null;
  version: Generated<number>;
  createdAt: Date;
  changedAt: Date;
  endedAt: Date | null;
  cameFrom: string | null;
  inquiryId: string | null;
  keepUntil: string | null;
  erasedAt: Date | null;
};

export type WorkforceEmploymentActionTable = {
  id: string;
  employmentId: string;
  sequence: number;
  verb: string;
  detail: Generated<Json>;
  actor: string;
  organisationId: string | null;
  at: Date;
};

export type WorkforceEmploymentCheckTable = {
  employmentId: string;
  inquiryId: string;
  purpose: string;
  postClass: string;
  state: string;
  begunAt: Date;
  changedAt: Date;
  releasedAt: Date | null;
  outcome: string | null;
  settlement: string | null;
  settledAt: Date | null;
  sameIdentity: boolean;
  stepAt: Date;
};

export type WorkforceEnrolmentTable = {
  id: string;
  employmentId: string;
  contentToken: Buffer;
  state: string;
  sentAt: Date;
  confirmedAt: Date | null;
  endedAt: Date | null;
};

export type WorkforceEnrolmentCountTable = {
  id: string;
  countedOn: string;
  countedAt: Date;
  sent: number;
  confirmed: number;
  answeredAt: Date | null;
  registrySent: number | null;
  registryConfirmed: number | null;
  differing: number | null;
  mendedParts: Generated<string[]>;
  enrolledAnew: Generated<number>;
  leftAgain: Generated<number>;
  confirmedLate: Generated<number>;
};

export type WorkforceExpectedHeadcountTable = {
  id: string;
  unitId: string;
  reviewerId: string;
  superiorId: string | null;
  source: string;
  postClass: string | null;
  headcount: number;
  asOf: string;
  enteredBy: string;
  enteredAt: Date;
  supersededAt: Date | null;
};

export type WorkforceFindingTable = {
  enrolmentId: string;
  askId: string;
  inquiryId: string;
  at: Date;
};

export type WorkforceGapTable = {
  id: string;
  unitId: string;
  reviewerId: string | null;
  superiorId: string | null;
  employmentId: string | null;
  kind: string;
  key: string;
  postClass: string | null;
  missing: number | null;
  toldUnit: Generated<boolean>;
  since: Date;
  foundAt: Date;
  goneAt: Date | null;
  escalatedAt: Date | null;
  owedFrom: Date | null;
  owedAt: Date | null;
  closedAt: Date | null;
  outcome: string | null;
  checkState: string | null;
  checkBegunAt: Date | null;
  checkStepAt: Date | null;
  erasedAt: Date | null;
};

export type WorkforceGapReferralTable = {
  id: string;
  gapId: string;
  version: Generated<number>;
  toldAt: Date;
  procuratorateEn: string | null;
  procuratorateZh: string | null;
  placedAt: Date | null;
  takenAt: Date | null;
  closedAt: Date | null;
};

export type WorkforceGapStepTable = {
  id: string;
  gapId: string;
  sequence: number;
  step: string;
  responsible: string;
  organisationId: string | null;
  begunAt: Date;
  dueAt: Date;
  overdueAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
  dataKeyId: string | null;
  words: Buffer | null;
};

export type WorkforceJointFileTable = {
  id: string;
  organisationId: string;
  createdBy: string;
  dataKeyId: string;
  fileName: Buffer;
  fileId: string;
  whole: boolean;
  state: string;
  rows: Generated<number>;
  units: Generated<number>;
  columns: Generated<Json>;
  problems: Generated<Json>;
  known: Json | null;
  unplaced: Generated<Json>;
  unplacedRows: Generated<number>;
  version: Generated<number>;
  createdAt: Date;
  changedAt: Date;
  keepUntil: string | null;
  erasedAt: Date | null;
};

export type WorkforcePersonTable = {
  id: string;
  createdAt: Date;
};

export type WorkforcePersonTokenTable = {
  personId: string;
  token: Buffer;
};

export type WorkforcePlacementTable = {
  id: string;
  prohibitionId: string;
  employmentId: string;
  isSure: boolean;
  seenAt: Date;
  endedOn: string | null;
};

export type WorkforcePostAnswerTable = {
  id: string;
  unitId: string;
  reviewerId: string | null;
  superiorId: string | null;
  question: string;
  kind: string;
  supplierCreditCode: string | null;
  dataKeyId: string;
  words: Buffer;
  answeredBy: string;
  answeredAt: Date;
  verdict: string | null;
  judgedBy: string | null;
  judgedAt: Date | null;
  judgedWords: Buffer | null;
  holdsUntil: string | null;
  supersededAt: Date | null;
};

export type WorkforceProhibitionTable = {
  id: string;
  toldBy: string;
  postClasses: string[] | null;
  beginsOn: string | null;
  endsOn: string | null;
  toldAt: Date | null;
  endedAt: Date | null;
  erasedAt: Date | null;
};

export type WorkforceProhibitionTokenTable = {
  prohibitionId: string;
  token: Buffer;
  kind: string;
};

export type WorkforceRosterLoadTable = {
  id: string;
  unitId: string;
  createdBy: string;
  dataKeyId: string;
  fileName: Buffer;
  fileId: string;
  whole: boolean;
  state: string;
  stoppedIn: string | null;
  rows: Generated<number>;
  done: Generated<number>;
  columns: Generated<Json>;
  problems: Generated<Json>;
  leftOn: string | null;
  takenBy: string | null;
  taken: Generated<Json>;
  version: Generated<number>;
  createdAt: Date;
  changedAt: Date;
  jointFileId: string | null;
  sentBack: Buffer | null;
  keepUntil: string | null;
  erasedAt: Date | null;
};

export type WorkforceRosterRowTable = {
  id: string;
  loadId: string;
  rowNumber: number | null;
  kind: string;
  employmentId: string | null;
  employmentVersion: number | null;
  entry: Buffer | null;
  tokens: Generated<Buffer[]>;
  postClass: Generated<string>;
  changes: Generated<string[]>;
  problems: Generated<Json>;
  refused: string | null;
};

export type WorkforceRosterRowCountTable = {
  loadId: string;
  kind: string;
  count: number;
};

export type WorkforceStaffNumberTable = {
  employmentId: string;
  unitId: string;
  userName: string;
  externalId: string | null;
  version: Generated<number>;
  givenUpAt: Date | null;
  endedOn: string | null;
};

export type WorkforceSupplierNoticeTable = {
  id: string;
  employmentId: string;
  supplierId: string;
  creditCode: string;
  word: string;
  toldAt: Date;
  supersededAt: Date | null;
};

export type WorkforceSupplierWindowTable = {
  opensAt: Date;
  completedAt: Date | null;
};

export type WorkforceTipTable = {
  id: string;
  receiptToken: Buffer;
  reviewerId: string;
  passedFrom: string | null;
  placeKind: string | null;
  dataKeyId: string;
  place: Buffer | null;
  seen: Buffer | null;
  contact: Buffer | null;
  receivedAt: Date;
  dueAt: Date;
  outcome: string | null;
  note: Buffer | null;
  answeredBy: string | null;
  answeredAt: Date | null;
  raisedAt: Date | null;
  erasedAt: Date | null;
};

export type WorkforceToLookTable = {
  employmentId: string;
  markedAt: Date;
};

export type WorkforceUnenteredCountTable = {
  unitId: string;
  source: string;
  postClass: string;
  headcount: number;
  asOf: string;
};

export type WorkforceUnenteredUnitTable = {
  id: string;
  creditCode: string;
  name: string;
  reviewerId: string;
  superiorId: string | null;
  passedFrom: string | null;
  closedUnitId: string | null;
  foundBy: string;
  foundAt: Date;
  dueAt: Date;
  outcome: string | null;
  enteredAs: string | null;
  dataKeyId: string | null;
  note: Buffer | null;
  answeredBy: string | null;
  answeredAt: Date | null;
  holdsUntil: string | null;
};

export type WorkforceUnitLookTable = {
  unitId: string;
  firstSeenAt: Date;
  lookedOn: string | null;
  isStale: Generated<boolean>;
  reviewerId: string | null;
  superiorId: string | null;
  state: Generated<string>;
  lacksAll: Generated<boolean>;
  missing: Generated<number>;
  findings: Generated<number>;
  isListed: Generated<boolean>;
};

export type Tables = {
  'access.account': AccessAccountTable;
  'access.accountAction': AccessAccountActionTable;
  'access.apiToken': AccessApiTokenTable;
  'access.conflict': AccessConflictTable;
  'access.emergencyLook': AccessEmergencyLookTable;
  'access.emergencyLookAction': AccessEmergencyLookActionTable;
  'access.organisation': AccessOrganisationTable;
  'access.organisationAction': AccessOrganisationActionTable;
  'access.passkey': AccessPasskeyTable;
  'access.passkeyChallenge': AccessPasskeyChallengeTable;
  'access.providerAttempt': AccessProviderAttemptTable;
  'access.providerLink': AccessProviderLinkTable;
  'access.recovery': AccessRecoveryTable;
  'access.recoveryCode': AccessRecoveryCodeTable;
  'access.roleGrant': AccessRoleGrantTable;
  'access.secondFactor': AccessSecondFactorTable;
  'access.session': AccessSessionTable;
  'access.signInAttempt': AccessSignInAttemptTable;
  'access.standIn': AccessStandInTable;
  'access.withheldCount': AccessWithheldCountTable;
  'access.withheldLook': AccessWithheldLookTable;
  'exchange.channel': ExchangeChannelTable;
  'exchange.inbox': ExchangeInboxTable;
  'exchange.outbox': ExchangeOutboxTable;
  'exchange.peer': ExchangePeerTable;
  'exchange.peerAction': ExchangePeerActionTable;
  'inquiry.answer': InquiryAnswerTable;
  'inquiry.answerAction': InquiryAnswerActionTable;
  'inquiry.application': InquiryApplicationTable;
  'inquiry.applicationAction': InquiryApplicationActionTable;
  'inquiry.batch': InquiryBatchTable;
  'inquiry.breach': InquiryBreachTable;
  'inquiry.bulkDeed': InquiryBulkDeedTable;
  'inquiry.bulkRow': InquiryBulkRowTable;
  'inquiry.canary': InquiryCanaryTable;
  'inquiry.consent': InquiryConsentTable;
  'inquiry.consentLink': InquiryConsentLinkTable;
  'inquiry.deskCode': InquiryDeskCodeTable;
  'inquiry.documentToken': InquiryDocumentTokenTable;
  'inquiry.lookAskedAgain': InquiryLookAskedAgainTable;
  'inquiry.objection': InquiryObjectionTable;
  'inquiry.objectionFigure': InquiryObjectionFigureTable;
  'inquiry.objectionStep': InquiryObjectionStepTable;
  'inquiry.proof': InquiryProofTable;
  'inquiry.recalledAnswer': InquiryRecalledAnswerTable;
  'inquiry.releaseWindow': InquiryReleaseWindowTable;
  'inquiry.repair': InquiryRepairTable;
  'inquiry.statusList': InquiryStatusListTable;
  'inquiry.stopWorkOrder': InquiryStopWorkOrderTable;
  'inquiry.toldLook': InquiryToldLookTable;
  'inquiry.toldType': InquiryToldTypeTable;
  'inquiry.toldWithheld': InquiryToldWithheldTable;
  'inquiry.visit': InquiryVisitTable;
  'inquiry.voidedNotice': InquiryVoidedNoticeTable;
  'inquiry.voidedQuestion': InquiryVoidedQuestionTable;
  'journal.chain': JournalChainTable;
  'journal.chainLink': JournalChainLinkTable;
  'journal.closedLog': JournalClosedLogTable;
  'journal.daySeal': JournalDaySealTable;
  'journal.entry': JournalEntryTable;
  'journal.entryComparison': JournalEntryComparisonTable;
  'journal.entryDifference': JournalEntryDifferenceTable;
  'journal.entrySubject': JournalEntrySubjectTable;
  'journal.head': JournalHeadTable;
  'journal.lastingAct': JournalLastingActTable;
  'journal.lookDraw': JournalLookDrawTable;
  'journal.lookReview': JournalLookReviewTable;
  'journal.place': JournalPlaceTable;
  'journal.reappliedAct': JournalReappliedActTable;
  'journal.staged': JournalStagedTable;
  'journal.useFigures': JournalUseFiguresTable;
  'kernel.dataKey': KernelDataKeyTable;
  'kernel.idempotencyKey': KernelIdempotencyKeyTable;
  'kernel.migration': KernelMigrationTable;
  'kernel.setting': KernelSettingTable;
  'kernel.storedFile': KernelStoredFileTable;
  'kernel.tokenColumn': KernelTokenColumnTable;
  'kernel.tokenEpoch': KernelTokenEpochTable;
  'kernel.viewerSecret': KernelViewerSecretTable;
  'messages.message': MessagesMessageTable;
  'messages.messageAction': MessagesMessageActionTable;
  'registry.alias': RegistryAliasTable;
  'registry.aliasAction': RegistryAliasActionTable;
  'registry.aliasFact': RegistryAliasFactTable;
  'registry.answerGround': RegistryAnswerGroundTable;
  'registry.ask': RegistryAskTable;
  'registry.askDocument': RegistryAskDocumentTable;
  'registry.attestation': RegistryAttestationTable;
  'registry.canaryWay': RegistryCanaryWayTable;
  'registry.clearance': RegistryClearanceTable;
  'registry.comparison': RegistryComparisonTable;
  'registry.countStatement': RegistryCountStatementTable;
  'registry.delivery': RegistryDeliveryTable;
  'registry.enrolment': RegistryEnrolmentTable;
  'registry.enrolmentAsk': RegistryEnrolmentAskTable;
  'registry.entryLag': RegistryEntryLagTable;
  'registry.import': RegistryImportTable;
  'registry.importRow': RegistryImportRowTable;
  'registry.indexChange': RegistryIndexChangeTable;
  'registry.indexHead': RegistryIndexHeadTable;
  'registry.indexSnapshot': RegistryIndexSnapshotTable;
  'registry.indexSnapshotPart': RegistryIndexSnapshotPartTable;
  'registry.merge': RegistryMergeTable;
  'registry.mergeClearance': RegistryMergeClearanceTable;
  'registry.mergeOpinion': RegistryMergeOpinionTable;
  'registry.mergeSweep': RegistryMergeSweepTable;
  'registry.mergedPerson': RegistryMergedPersonTable;
  'registry.mergingAction': RegistryMergingActionTable;
  'registry.misuseMark': RegistryMisuseMarkTable;
  'registry.opinion': RegistryOpinionTable;
  'registry.person': RegistryPersonTable;
  'registry.personDocument': RegistryPersonDocumentTable;
  'registry.personName': RegistryPersonNameTable;
  'registry.proposal': RegistryProposalTable;
  'registry.record': RegistryRecordTable;
  'registry.recordAction': RegistryRecordActionTable;
  'registry.replay': RegistryReplayTable;
  'registry.rescreening': RegistryRescreeningTable;
  'registry.screening': RegistryScreeningTable;
  'registry.source': RegistrySourceTable;
  'registry.sourceAction': RegistrySourceActionTable;
  'retention.hold': RetentionHoldTable;
  'retention.term': RetentionTermTable;
  'retention.walk': RetentionWalkTable;
  'supervision.owedGap': SupervisionOwedGapTable;
  'supervision.placement': SupervisionPlacementTable;
  'supervision.prohibition': SupervisionProhibitionTable;
  'supervision.prohibitionAction': SupervisionProhibitionActionTable;
  'supervision.prohibitionAlarm': SupervisionProhibitionAlarmTable;
  'workforce.coverage': WorkforceCoverageTable;
  'workforce.coverageCode': WorkforceCoverageCodeTable;
  'workforce.coverageFigure': WorkforceCoverageFigureTable;
  'workforce.coverageFixing': WorkforceCoverageFixingTable;
  'workforce.employment': WorkforceEmploymentTable;
  'workforce.employmentAction': WorkforceEmploymentActionTable;
  'workforce.employmentCheck': WorkforceEmploymentCheckTable;
  'workforce.enrolment': WorkforceEnrolmentTable;
  'workforce.enrolmentCount': WorkforceEnrolmentCountTable;
  'workforce.expectedHeadcount': WorkforceExpectedHeadcountTable;
  'workforce.finding': WorkforceFindingTable;
  'workforce.gap': WorkforceGapTable;
  'workforce.gapReferral': WorkforceGapReferralTable;
  'workforce.gapStep': WorkforceGapStepTable;
  'workforce.jointFile': WorkforceJointFileTable;
  'workforce.person': WorkforcePersonTable;
  'workforce.personToken': WorkforcePersonTokenTable;
  'workforce.placement': WorkforcePlacementTable;
  'workforce.postAnswer': WorkforcePostAnswerTable;
  'workforce.prohibition': WorkforceProhibitionTable;
  'workforce.prohibitionToken': WorkforceProhibitionTokenTable;
  'workforce.rosterLoad': WorkforceRosterLoadTable;
  'workforce.rosterRow': WorkforceRosterRowTable;
  'workforce.rosterRowCount': WorkforceRosterRowCountTable;
  'workforce.staffNumber': WorkforceStaffNumberTable;
  'workforce.supplierNotice': WorkforceSupplierNoticeTable;
  'workforce.supplierWindow': WorkforceSupplierWindowTable;
  'workforce.tip': WorkforceTipTable;
  'workforce.toLook': WorkforceToLookTable;
  'workforce.unenteredCount': WorkforceUnenteredCountTable;
  'workforce.unenteredUnit': WorkforceUnenteredUnitTable;
  'workforce.unitLook': WorkforceUnitLookTable;
};
