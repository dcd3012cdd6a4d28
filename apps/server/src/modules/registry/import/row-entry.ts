import { type FieldProblem, RecordEntry } from '@gatehouse/contract';
import { guessDocumentType, isDocumentType } from '@gatehouse/matching';
import { readDay } from './day.js';
import aliasColumns from './alias-columns.json' with { type: 'json' };
import columns from './columns.json' with { type: 'json' };
import values from './values.json' with { type: 'json' };

/** The cells of one row by the key of their column; '' where empty. */
export type RowCells = Readonly<Record<string, string>>;

/** A row as an entry, or what does not fit: row, column and words, never a value. */
export type RowEntry =
  | { readonly ok: true; readonly entry: RecordEntry }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

type ValueColumn = keyof typeof values;

/** The columns a file of records may have, as `@gatehouse/tabular` reads them. */
export const importColumns = columns;

/** Reads one row of a file of records. */
export function rowEntry(cells: RowCells, row: number, sourceCode: string): RowEntry {
  const problems: FieldProblem[] = [];
  const text = (key: string): string => (cells[key] ?? '').trim();
  const report = (key: string, code: string, en: string, zh: string): null => {
    problems.push(problemOf(key, row, code, { en, zh }));
    return null;
  };
  const word = (key: ValueColumn): string | null => {
    const given = text(key);
    if (given === '') return null;
    const known: Readonly<Record<string, string>> = values[key];
    return (
      known[given.toLowerCase()] ??
      report(
        key,
        'value-unknown',
        'This value is not one of the list; see the template.',
        '该值不在可选范围内，请参照模板。',
      )
    );
  };
  const day = (key: string): string | null => {
    const given = text(key);
    if (given === '') return null;
    return (
      readDay(given) ??
      report(key, 'not-a-day', 'This is not a day; write it as 2019-05-01.', '日期有误，请写作 2019-05-01。')
    );
  };
  const months = text('sentence_months');
  if (months !== '' && !/^\d{1,4}$/.test(months))
    report('sentence_months', 'not-a-number', 'Write whole months in digits.', '请用数字填写整月数。');

  const sentenceKind = word('sentence_kind');
  const actFrom = day('act_from');
  const number = text('doc_number');
  const type = word('doc_type') ?? guessDocumentType(number);
  const candidate = {
    person: {
      names: [
        { name: text('name'), kind: 'current' },
        ...text('former_names')
          .split(/[;;]/)
          .map((name) => name.trim())
          .filter((name) => name !== '')
          .map((name) => ({ name, kind: 'former' })),
      ],
      documents: [{ type: isDocumentType(type) ? type : 'other', number }],
      sex: word('sex'),
      birthDate: day('birth_date'),
      nationality: text('nationality') || null,
    },
    decision: {
      kind: word('kind'),
      offenceCodes: text('offence_codes')
        .split(/[;;]/)
        .map((code) => code.trim())
        .filter((code) => code !== ''),
      decidingBody: word('deciding_body'),
      decidingBodyName: text('deciding_body_name'),
      decisionDate: day('decision_date'),
      effectiveDate: day('effective_date'),
      appealPending: word('appeal_pending') === 'yes',
      endDate: day('end_date'),
      sentence: sentenceKind === null ? null : { kind: sentenceKind, months: months === '' ? null : Number(months) },
      acts: actFrom === null ? [] : [{ from: actFrom, to: day('act_to') }],
      identityEstablishedBy: word('identity_established_by'),
    },
    provenance: {
      sourceCode,
      sourceReference: text('source_reference'),
      documentHash: text('document_hash').toLowerCase() || null,
    },
  };
  if (problems.length > 0) return { ok: false, problems };
  const parsed = RecordEntry.safeParse(candidate);
  if (parsed.success) return { ok: true, entry: parsed.data };
  return { ok: false, problems: parsed.error.issues.map(({ path }) => missing(path, row)) };
}

const columnOfPath: Readonly<Record<string, string>> = {
  'person.names': 'name',
  'person.documents': 'doc_number',
  'person.birthDate': 'birth_date',
  'person.nationality': 'nationality',
  'decision.kind': 'kind',
  'decision.offenceCodes': 'offence_codes',
  'decision.decidingBody': 'deciding_body',
  'decision.decidingBodyName': 'deciding_body_name',
  'decision.decisionDate': 'decision_date',
  'decision.identityEstablishedBy': 'identity_established_by',
  'provenance.sourceReference': 'source_reference',
  'provenance.documentHash': 'document_hash',
};

/** The column a path of an entry was read from. */
export function columnOf(path: string): string {
  return columnOfPath[path.split('.').slice(0, 2).join('.')] ?? 'name';
}

/** A problem of one cell, in the words of the file: row and title of the column. */
export function problemOf(key: string, row: number, code: string, message: { en: string; zh: string }): FieldProblem {
  const column = [...columns, ...aliasColumns].find((one) => one.key === key);
  return { path: key, row, column: column ? `${column.title.zh} / ${column.title.en}` : key, code, message };
}

function missing(path: readonly PropertyKey[], row: number): FieldProblem {
  return problemOf(columnOf(path.map(String).join('.')), row, 'missing', {
    en: 'This is missing or does not fit.',
    zh: '未填写或不符合要求。',
  });
}
