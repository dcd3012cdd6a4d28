import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type DocumentType, isDocumentType, type PersonEvidence } from '@gatehouse/matching';
import {
  describeTableProblem,
  looksLikeWorkbook,
  matchColumns,
  offlineTableLimits,
  personColumns,
  readDelimitedRows,
  readTable,
  type TableProblem,
  TableRefusal,
  type TableRow,
} from '@gatehouse/tabular';
import documentWords from './document-words.json' with { type: 'json' };
import { type ScreenRefusal, unusableInput } from './refusal.js';

/** One row of a file as evidence, with its place for messages. */
export interface PersonRow {
  readonly rowNumber: number;
  readonly evidence: PersonEvidence;
}

/** A file of people, opened: its columns are known, its rows come as they are asked for, in memory bounded by a few chunks. */
export interface PersonFile {
  readonly name: string;
  readonly idHeader: string;
  readonly rows: AsyncIterable<PersonRow>;
}

interface OpenTable {
  readonly headers: readonly string[];
  readonly rows: AsyncIterable<TableRow> | Iterable<TableRow>;
}

const comparable = ['name', 'former_names', 'birth_date', 'doc_number'];
const typeWords = new Map<string, string>(Object.entries(documentWords));
const unboundedLimits = { ...offlineTableLimits, rows: Number.MAX_SAFE_INTEGER };

/** Is given every piece of a file as it is read, in order. */
export type OnChunk = (chunk: Uint8Array) => void;

/**
 * Opens a registry or people file. `onChunk` is given its bytes as they are read.
 * @throws ScreenRefusal when it cannot be read or lacks a column; walking `rows` throws it on a missing id or damage.
 */
export async function openPersonFile(
  path: string,
  fields: readonly string[],
  onChunk: OnChunk = () => undefined,
): Promise<PersonFile> {
  const name = basename(path);
  const table = await refusing(name, () => openTable(path, onChunk));
  const match = matchColumns(table.headers, personColumns);
  const problem = match.problems.find(({ code }) => code === 'column-missing' || code === 'column-duplicate');
  if (problem) throw refusalOf(name, problem);
  const places = new Map(match.columns.map(({ key, index }) => [key, index]));
  if (!comparable.some((key) => places.has(key))) throw unusableInput('no-evidence-column', { file: name });
  const idHeader = match.columns.find(({ key }) => key === 'id')?.header ?? 'id';
  const used = new Map([...places].filter(([key]) => key === 'id' || fields.includes(key)));
  return { name, idHeader, rows: personRows(table, used, name, idHeader) };
}

async function* personRows(
  table: OpenTable,
  places: ReadonlyMap<string, number>,
  file: string,
  column: string,
): AsyncGenerator<PersonRow> {
  try {
    for await (const { rowNumber, cells } of table.rows) {
      const evidence = evidenceOf((key) => cells[places.get(key) ?? -1] ?? '');
      if (evidence.id === '') throw unusableInput('id-missing', { file, row: rowNumber, column });
      yield { rowNumber, evidence };
    }
  } catch (error) {
    throw error instanceof TableRefusal ? refusalOf(file, error.problem) : error;
  }
}

function evidenceOf(cell: (key: string) => string): PersonEvidence {
  const docNumber = cell('doc_number').trim();
  const formerNames = cell('former_names')
    .split(/[;；]/)
    .map((name) => name.trim())
    .filter(Boolean);
  const text = (key: string) => cell(key).trim() || undefined;
  return {
    id: cell('id').trim(),
    name: text('name'),
    formerNames,
    sex: text('sex'),
    birthDate: text('birth_date'),
    nationality: text('nationality'),
    documents: docNumber === '' ? [] : [{ docType: documentTypeOf(cell('doc_type')), docNumber }],
  };
}

function documentTypeOf(cell: string): DocumentType | undefined {
  const word = cell.normalize('NFKC').trim().toLowerCase();
  const type = typeWords.get(word) ?? word;
  return isDocumentType(type) ? type : undefined;
}

async function openTable(path: string, onChunk: OnChunk): Promise<OpenTable> {
  if (!(await isWorkbook(path)))
    return readDelimitedRows(watchedChunks(path, onChunk), { fileName: path, limits: unboundedLimits });
  const bytes = await readFile(path);
  const table = await readTable(bytes, { fileName: path, limits: offlineTableLimits, columns: personColumns });
  if (!table.ok) throw new TableRefusal(table.problem.code, table.problem);
  onChunk(bytes);
  return table;
}

async function isWorkbook(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return looksLikeWorkbook(buffer);
  } finally {
    await file.close();
  }
}

async function* watchedChunks(path: string, onChunk: OnChunk): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    onChunk(chunk);
    yield chunk;
  }
}

async function refusing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TableRefusal) throw refusalOf(file, error.problem);
    throw unusableInput('file-unreadable', { file });
  }
}

function refusalOf(file: string, problem: TableProblem): ScreenRefusal {
  const texts = { en: describeTableProblem(problem, 'en'), zh: describeTableProblem(problem, 'zh') };
  return unusableInput('file-refused', { file, problem: texts });
}
