import type { FieldProblem } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { type Sealer, sealersFor } from '../../../kernel/sealing.js';
import type { RowCells } from '../import/row-entry.js';

export type RowOutcome = 'new' | 'changed' | 'same' | 'held' | 'refused';
/** `unmatched`: rows of the civil register about nobody on record, counted and forgotten. */
export type ImportCounts = Readonly<Record<RowOutcome | 'unmatched', number>>;
export type SealedByLaw = readonly { readonly rule: string; readonly count: number }[];
export type ColumnUse = { readonly header: string; readonly key: string | null };
export type ImportState = 'uploaded' | 'checking' | 'checked' | 'entering' | 'entered' | 'discarded';
type BothWords = { readonly en: string; readonly zh: string };

/** An import as its row holds it. */
export type Import = {
  readonly id: string;
  readonly sourceId: string;
  readonly fileNameSealed: Buffer;
  readonly fileObject: string | null;
  readonly fileDataKeyId: string | null;
  readonly dataKeyId: string;
  readonly state: ImportState;
  readonly columns: readonly ColumnUse[];
  readonly problems: readonly BothWords[];
  readonly rows: number;
  /** Of a numbered source. */
  readonly deliveryNumber: number | null;
  readonly rowsDone: number;
  readonly sealedByLaw: SealedByLaw;
  readonly counts: ImportCounts;
  readonly version: number;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  readonly keepUntil: string | null;
  readonly erasedAt: Date | null;
};

/** One row with its outcome; its cells only while they are needed. */
export type ImportRow = {
  readonly rowNumber: number;
  readonly outcome: RowOutcome;
  readonly problems: readonly FieldProblem[];
  readonly cells: RowCells | null;
  readonly recordId: string | null;
};

type NewImport = Omit<
  Import,
  'rowsDone' | 'sealedByLaw' | 'counts' | 'version' | 'state' | 'keepUntil' | 'erasedAt'
> & {
  readonly fileToken: Buffer;
};

export const noCounts: ImportCounts = { new: 0, changed: 0, same: 0, held: 0, refused: 0, unmatched: 0 };

const columns = [
  'id',
  'sourceId',
  'fileNameSealed',
  'fileObject',
  'fileDataKeyId',
  'dataKeyId',
  'state',
  'columns',
  'problems',
  'rows',
  'deliveryNumber',
  'rowsDone',
  'sealedByLaw',
  'counts',
  'version',
  'uploadedBy',
  'uploadedAt',
  'keepUntil',
  'erasedAt',
] as const;

/** Imports and their rows. */
export function importStore(keys: KeyRing, transaction: Transaction) {
  const { sql, now } = transaction;
  const imports = () => sql.selectFrom('registry.import').select(columns).$castTo<Import>();
  /** Nothing where the import was erased. */
  const sealerIfKept = async ({ dataKeyId }: Pick<Import, 'dataKeyId'>): Promise<Sealer | undefined> =>
    (await sealersFor(keys, transaction, [dataKeyId], 'registry.import')).get(dataKeyId);

  return {
    byId: (id: string) => imports().where('id', '=', id).executeTakeFirst(),
    lock: (id: string) => imports().where('id', '=', id).forUpdate().executeTakeFirst(),
    byDelivery: async (sourceId: string, number: number): Promise<boolean> =>
      (await imports()
        .where('sourceId', '=', sourceId)
        .where('deliveryNumber', '=', number)
        .where('state', '!=', 'discarded')
        .executeTakeFirst()) !== undefined,
    byFile: (sourceId: string, tokens: readonly Buffer[]) =>
      imports()
        .where('sourceId', '=', sourceId)
        .where('fileToken', 'in', [...tokens])
        .where('state', '<>', 'discarded')
        .executeTakeFirst(),
    page: (before: { at: Date; id: string } | undefined, limit: number) => {
      let query = imports();
      if (before !== undefined)
        query = query.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('uploadedAt', 'id'), '<', tuple(before.at, before.id)),
        );
      return query.orderBy('uploadedAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
    },
    sealer: async (row: Pick<Import, 'dataKeyId'>): Promise<Sealer> => {
      const sealer = await sealerIfKept(row);
      if (sealer === undefined) throw new Error('the data key of an import is gone');
      return sealer;
    },
    sealerIfKept,
    insert: async ({ columns: used, problems, ...row }: NewImport) => {
      await sql
        .insertInto('registry.import')
        .values({
          ...row,
          columns: JSON.stringify(used),
          problems: JSON.stringify(problems),
          counts: JSON.stringify(noCounts),
          state: 'uploaded',
          changedAt: now,
          version: 1,
        })
        .execute();
    },
    update: async (
      { id, version }: Pick<Import, 'id' | 'version'>,
      change: Partial<Pick<Import, 'state' | 'rowsDone' | 'sealedByLaw' | 'counts' | 'fileObject'>>,
    ) => {
      const { sealedByLaw, counts, ...plain } = change;
      await sql
        .updateTable('registry.import')
        .set({
          ...plain,
          // A step takes away until when it is kept: it counts anew.
          ...{ changedAt: now, keepUntil: null },
          ...(sealedByLaw === undefined ? {} : { sealedByLaw: JSON.stringify(sealedByLaw) }),
          ...(counts === undefined ? {} : { counts: JSON.stringify(counts) }),
          version: version + 1,
        })
        .where('id', '=', id)
        .execute();
    },
    ...rowsOf(transaction),
  };
}

/** The rows of imports. */
function rowsOf({ sql }: Transaction) {
  const place = (importId: string, rowNumber: number) => `${importId}:${rowNumber}`;

  return {
    /** Writes or replaces the outcomes of rows. */
    putRows: async (sealer: Sealer, importId: string, rows: readonly ImportRow[]) => {
      if (rows.length === 0) return;
      const values = rows.map(({ rowNumber, outcome, recordId, cells, problems }) => ({
        importId,
        rowNumber,
        outcome,
        recordId,
        cellsSealed: cells && sealer.seal('import_row.cells', place(importId, rowNumber), JSON.stringify(cells)),
        problems: JSON.stringify(problems),
      }));
      await sql
        .insertInto('registry.importRow')
        .values(values)
        .onConflict((conflict) =>
          conflict.columns(['importId', 'rowNumber']).doUpdateSet((eb) => ({
            outcome: eb.ref('excluded.outcome'),
            recordId: eb.ref('excluded.recordId'),
            cellsSealed: eb.ref('excluded.cellsSealed'),
            problems: eb.ref('excluded.problems'),
          })),
        )
        .execute();
    },
    dropRowCells: async (importId: string) => {
      await sql
        .updateTable('registry.importRow')
        .set({ cellsSealed: null })
        .where('importId', '=', importId)
        .where('outcome', '<>', 'held')
        .execute();
    },
    row: async (sealer: Sealer, importId: string, rowNumber: number): Promise<ImportRow | undefined> => {
      const found = await sql
        .selectFrom('registry.importRow')
        .selectAll()
        .where('importId', '=', importId)
        .where('rowNumber', '=', rowNumber)
        .executeTakeFirst();
      return found && openRow(sealer, found, place(importId, rowNumber));
    },
    /** Rows with problems, or of one outcome, by their number in the file. */
    rows: async (importId: string, after: number, limit: number, outcome: RowOutcome | undefined) => {
      const query = sql
        .selectFrom('registry.importRow')
        .select(['rowNumber', 'outcome', 'problems', 'recordId'])
        .where('importId', '=', importId)
        .where('rowNumber', '>', after);
      const chosen =
        outcome === undefined
          ? query.where('outcome', 'in', ['held', 'refused'])
          : query.where('outcome', '=', outcome);
      return chosen.orderBy('rowNumber').limit(limit).$castTo<Omit<ImportRow, 'cells'>>().execute();
    },
    /** The cells that are left of an import, whatever became of their rows. */
    cellsLeft: async (sealer: Sealer, importId: string): Promise<RowCells[]> => {
      const found = await sql
        .selectFrom('registry.importRow')
        .selectAll()
        .where('importId', '=', importId)
        .where('cellsSealed', 'is not', null)
        .orderBy('rowNumber')
        .execute();
      return found.map((row) => openRow(sealer, row, place(importId, row.rowNumber)).cells ?? {});
    },
    /** The next rows that are good and not yet entered. */
    toEnter: async (sealer: Sealer, importId: string, limit: number): Promise<ImportRow[]> => {
      const found = await sql
        .selectFrom('registry.importRow')
        .selectAll()
        .where('importId', '=', importId)
        .where('outcome', 'in', ['new', 'changed'])
        .where('recordId', 'is', null)
        .orderBy('rowNumber')
        .limit(limit)
        .execute();
      return found.map((row) => openRow(sealer, row, place(importId, row.rowNumber)));
    },
  };
}

function openRow(
  sealer: Sealer,
  row: { rowNumber: number; outcome: string; problems: unknown; cellsSealed: Buffer | null; recordId: string | null },
  place: string,
): ImportRow {
  return {
    rowNumber: row.rowNumber,
    outcome: row.outcome as RowOutcome,
    problems: row.problems as readonly FieldProblem[],
    cells: row.cellsSealed && (JSON.parse(sealer.open('import_row.cells', place, row.cellsSealed)) as RowCells),
    recordId: row.recordId,
  };
}
