import type { FieldProblem } from '@gatehouse/contract';
import type { MatchedColumn, TableRow } from '@gatehouse/tabular';
import type { ActContext } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import { viewerName } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { placed, readRow } from '../list/read-row.js';
import { type CheckedDraft, type DraftFields, problemAt } from '../rules/draft-check.js';
import { openStates } from '../rules/states.js';
import { applicationStore } from '../store/application-store.js';
import type { Batch } from '../store/batch-store.js';
import { documentTokens, newPersonSealer, sealPerson } from '../store/person-sealing.js';
import { checkFor, columnsOf, type PreparingUnit, personOf, unitById } from './write-draft.js';

type CheckedRow = {
  readonly id: string;
  readonly rowNumber: number;
  readonly draft: DraftFields;
  readonly checked: CheckedDraft;
  readonly tokens: ReturnType<typeof documentTokens>;
};

/** Writes rows of a file as drafts of their own, each with its problems by row and column. */
export async function writeRows(
  context: ActContext,
  platform: Platform,
  batch: Batch,
  columns: readonly MatchedColumn[],
  rows: readonly TableRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const unit = await unitById(context, platform, batch.unitId);
  const checked = rows.map((row) => checkRow(context, platform, unit, columns, row));
  const duplicates = await duplicatesIn(context, batch, checked);
  for (const row of checked) await writeRow(context, platform, batch, unit, columns, row, duplicates.get(row.id) ?? []);
}

function checkRow(
  context: ActContext,
  platform: Platform,
  unit: PreparingUnit,
  columns: readonly MatchedColumn[],
  row: TableRow,
): CheckedRow {
  const { draft, problems } = readRow(platform.doors.law.pack, columns, row);
  const found = checkFor(platform, unit.unitType, context.now, draft);
  const checked = { ...found, problems: [...problems, ...found.problems] };
  const tokens = documentTokens(
    platform.kernel.keys,
    found.documents.filter(({ number }) => number !== ''),
  );
  return { id: newId(), rowNumber: row.rowNumber, draft, checked, tokens };
}

/** The same person for the same purpose: in an open inquiry of the unit (rows above in this list included), or in this chunk. */
async function duplicatesIn(
  context: ActContext,
  batch: Batch,
  rows: readonly CheckedRow[],
): Promise<ReadonlyMap<string, FieldProblem[]>> {
  const open = await applicationStore(context).openByTokens(
    batch.unitId,
    openStates,
    rows.flatMap(({ tokens }) => tokens.searched),
  );
  const seen = new Map(open.map((one) => [`${one.token.toString('hex')} ${one.purpose}`, one]));
  const problems = new Map<string, FieldProblem[]>();
  for (const row of rows) {
    const keys = row.tokens.searched.map((token) => `${token.toString('hex')} ${row.draft.purpose}`);
    const other = keys.map((key) => seen.get(key)).find((found) => found !== undefined);
    if (other !== undefined)
      problems.set(row.id, [
        other.rowNumber === null || other.readFrom !== batch.id
          ? problemAt('person.documents', 'duplicate', { inquiry: other.id })
          : problemAt('person.documents', 'duplicate-in-list', { row: other.rowNumber }),
      ]);
    for (const [at, key] of keys.entries())
      if (!seen.has(key))
        seen.set(key, {
          id: row.id,
          purpose: row.draft.purpose,
          rowNumber: row.rowNumber,
          readFrom: batch.id,
          token: row.tokens.searched[at] ?? Buffer.alloc(0),
        });
  }
  return problems;
}

async function writeRow(
  context: ActContext,
  { kernel }: Platform,
  batch: Batch,
  unit: PreparingUnit,
  columns: readonly MatchedColumn[],
  { id, rowNumber, draft, checked, tokens }: CheckedRow,
  duplicates: readonly FieldProblem[],
): Promise<void> {
  const store = applicationStore(context);
  const sealer = await newPersonSealer(kernel.keys, context);
  const problems = placed([...checked.problems, ...duplicates], columns, rowNumber);
  await store.insert(
    {
      id,
      unitId: unit.id,
      unitType: unit.unitType,
      divisionCode: unit.divisionCode,
      draftedBy: batch.createdBy,
      batchId: batch.id,
      readFrom: batch.id,
      rowNumber,
      dataKeyId: sealer.dataKeyId,
      person: sealPerson(sealer, id, personOf(draft, checked)),
      ...columnsOf(draft, { ...checked, problems }),
    },
    'DRAFT',
  );
  await store.append(id, 1, {
    verb: 'draft',
    state: 'DRAFT',
    actor: viewerName(context.viewer),
    organisationId: unit.id,
    detail: { list: batch.id, row: rowNumber },
  });
  await store.addTokens(id, tokens.stored);
}
