import type { DocumentType } from './document-type.js';
import { normaliseDocumentText } from './normalise.js';
import { hasLegacyShape, hasNumber18Shape, typeOfNumber18 } from './number-18.js';

/**
 * The most likely type of a number whose type was not given, from its shape alone. Numbers of 15 to 19 digits are taken for
 * resident numbers even when a digit is missing or too many, so that a typing slip does not turn them into passports.
 */
export function guessDocumentType(raw: unknown): DocumentType {
  const { text, scientific } = normaliseDocumentText(raw);
  if (scientific) return 'resident_id';
  if (hasNumber18Shape(text)) return typeOfNumber18(text);
  if (hasLegacyShape(text) || /^[\dX*]{14,20}$/.test(text)) return 'resident_id';
  if (/^[A-Z]{3}\d{12}$/.test(text)) return 'foreign_pr';
  if (/^[HM][\d*]{8}(?:\d{2})?$/.test(text)) return 'hm_permit';
  if (/^\d{8}(?:\d{2}[A-Z]{0,2})?$/.test(text)) return 'tw_permit';
  if (/^\d[\dA-Z*]{14,20}$/.test(text)) return 'resident_id';
  return /^[A-Z\d*]{6,20}$/.test(text) ? 'passport' : 'other';
}
