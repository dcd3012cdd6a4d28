import { randomBytes } from 'node:crypto';
import type { AliasEntry, DecisionEntry } from '@gatehouse/contract';
import canonicalize from 'canonicalize';
import type { PersonEvidence } from '@gatehouse/matching';
import type { KeyRing } from '../../../kernel/keys/index.js';
import type { AskedPerson } from './ask-store.js';

/** The two sides of a comparison: who was asked about, by what proof of identity, and the evidence on record of one person. */
export type ComparedEvidence = {
  readonly asked: AskedPerson;
  readonly identityProof: string;
  readonly onRecord: Omit<PersonEvidence, 'id'>;
};

type Document = { readonly type: string; readonly number: string };

/** What a document is looked up by: type and normalised number together. */
function documentInput({ type, number }: Document): string {
  return `${type}\n${number}`;
}

/** The token a document is stored under. */
export function documentToken(keys: KeyRing, document: Document): Buffer {
  return Buffer.from(keys.token('registry.document-number', documentInput(document)));
}

/** A token that is of nobody's document: of a value drawn at random. */
export function randomDocumentToken(keys: KeyRing): Buffer {
  return Buffer.from(keys.token('registry.document-number', randomBytes(32)));
}

/** The tokens a document may have been stored under, in any epoch of the ring. */
export function documentTokens(keys: KeyRing, document: Document): Buffer[] {
  return keys.tokens('registry.document-number', documentInput(document)).map((token) => Buffer.from(token));
}

/** The token of a document of somebody asked about; of another purpose, so that the two kinds of rows cannot be put beside each other. */
export function askedDocumentToken(keys: KeyRing, document: Document): Buffer {
  return Buffer.from(keys.token('registry.asked-document', documentInput(document)));
}

/** The tokens under which whoever holds a document may have been asked about, in any epoch of the ring. */
export function askedDocumentTokens(keys: KeyRing, document: Document): Buffer[] {
  return keys.tokens('registry.asked-document', documentInput(document)).map((token) => Buffer.from(token));
}

/** Tokens of one decision about one person: a source's reference names several people where they were tried together. */
export function referenceTokens(keys: KeyRing, sourceId: string, reference: string, personId: string): Buffer[] {
  const input = `${sourceId}\n${reference}\n${personId}`;
  return keys.tokens('registry.source-reference', input).map((token) => Buffer.from(token));
}

/** Tokens of a decision's content, whatever the order of its keys; newest epoch first. */
export function contentTokens(keys: KeyRing, decision: DecisionEntry, documentHash: string | null): Buffer[] {
  const input = canonicalize({ decision, documentHash }) ?? '';
  return keys.tokens('registry.record-content', input).map((token) => Buffer.from(token));
}

/** Tokens of a change of name or number; newest epoch first. */
export function aliasContentTokens(keys: KeyRing, change: AliasEntry): Buffer[] {
  return keys.tokens('registry.record-content', canonicalize({ change }) ?? '').map((token) => Buffer.from(token));
}

/**
 * Tokens of what is compared of two persons on record, whichever comes first and in whatever order their facts are read; newest
 * epoch first. They tell nothing by themselves.
 */
export function mergeEvidenceTokens(keys: KeyRing, one: PersonEvidence, other: PersonEvidence): Buffer[] {
  const sides = [one, other].map(canonicalEvidence).sort();
  return keys.tokens('registry.compared-evidence', JSON.stringify(sides)).map((token) => Buffer.from(token));
}

function canonicalEvidence({ id: _, formerNames = [], documents = [], ...rest }: PersonEvidence): string {
  const inOrder = documents.map((document) => canonicalize(document) ?? '').sort();
  return canonicalize({ ...rest, formerNames: [...formerNames].sort(), documents: inOrder }) ?? '';
}

/** Tokens of what a comparison compares, whatever the order of its keys; newest epoch first. They tell nothing by themselves. */
export function comparedEvidenceTokens(keys: KeyRing, compared: ComparedEvidence): Buffer[] {
  return keys.tokens('registry.compared-evidence', canonicalize(compared) ?? '').map((token) => Buffer.from(token));
}
