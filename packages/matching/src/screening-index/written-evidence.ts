import type { PersonEvidence } from '../evidence/index.js';
import type { DocumentType } from '../identity-number/index.js';

/** Evidence that fits no row, as JSON without the names of its fields. */
type Written = [
  name: string,
  formerNames: readonly string[],
  sex: string,
  birthDate: string,
  documents: readonly (readonly [type: DocumentType | '', number: string])[],
  nationality: string,
];

const longest = 400;
const most = 24;

/** Evidence as text. What nothing reads is left out: letters after the 400th of a value, names and documents after the 24th. */
export function writeEvidence(evidence: PersonEvidence): string {
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, longest) : '');
  const list = <T>(values: readonly T[] | undefined) => (Array.isArray(values) ? values.slice(0, most) : []);
  const written: Written = [
    text(evidence.name),
    list(evidence.formerNames).map(text),
    plainText(evidence.sex),
    text(evidence.birthDate),
    list(evidence.documents).map((document) => [document?.docType ?? '', numberText(document?.docNumber)] as const),
    plainText(evidence.nationality),
  ];
  return JSON.stringify(written);
}

/** Evidence from `writeEvidence`. */
export function readEvidence(id: string, text: string): PersonEvidence {
  const [name, formerNames, sex, birthDate, documents, nationality] = JSON.parse(text) as Written;
  return {
    id,
    name: name || undefined,
    formerNames,
    sex: sex || undefined,
    birthDate: birthDate || undefined,
    documents: documents.map(([docType, docNumber]) => (docType === '' ? { docNumber } : { docType, docNumber })),
    nationality: nationality || undefined,
  };
}

/** Sex and nationality are read from whatever was given; so are numbers that came as numbers. */
function plainText(value: unknown): string {
  return String(value ?? '').slice(0, longest);
}

function numberText(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value.slice(0, longest) : '';
}
