import type { BulkDeed, Permission } from '@gatehouse/contract';

type BulkKind = BulkDeed['kind'];

/** The act of the journal behind each kind: the same as for one inquiry. */
export const deedActs = {
  'prove-identity': 'inquiry.prove-identity',
  'serve-notice': 'inquiry.serve-notice',
  'send-consent': 'inquiry.send-consent',
  submit: 'inquiry.submit',
  approve: 'inquiry.approve',
} as const satisfies Readonly<Record<BulkKind, string>>;

/** The duty that a kind needs, when it is asked for and at each chunk. */
export function dutyOf(kind: BulkKind): Permission {
  return kind === 'approve' ? 'inquiry:review' : 'inquiry:draft';
}

/** Where contacts and letters of a deed are sealed; the row is the inquiry. */
export const sealedDeedTable = 'inquiry.bulk_row';
export const contactColumn = 'contact';
export const letterColumn = 'letter';
