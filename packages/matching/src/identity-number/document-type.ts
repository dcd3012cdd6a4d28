/** Every document a person can be known by; `other` is compared by its text alone. */
export const documentTypes = [
  'resident_id',
  'hmt_residence',
  'hm_permit',
  'tw_permit',
  'foreign_pr',
  'passport',
  'other',
] as const;

export type DocumentType = (typeof documentTypes)[number];

/** Whether a value names a document type; anything else is to be guessed or refused by the caller. */
export function isDocumentType(value: unknown): value is DocumentType {
  return typeof value === 'string' && (documentTypes as readonly string[]).includes(value);
}
