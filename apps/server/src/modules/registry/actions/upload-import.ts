import { createHash } from 'node:crypto';
import type { ImportPreview, ImportView } from '@gatehouse/contract';
import type { z } from 'zod';
import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Upload } from '../../../kernel/http/route.js';
import { newId } from '../../../kernel/ids.js';
import { dataKeyStore, newSealer } from '../../../kernel/sealing.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import { aliasRow } from '../import/alias-row.js';
import { type ImportKind, importKinds, kindOfSource } from '../import/import-kinds.js';
import { parseFile, type ParsedFile, type ParsedRow } from '../import/parse-file.js';
import { problemOf, rowEntry } from '../import/row-entry.js';
import type { Registry } from '../registry.js';
import { importStore } from '../store/import-store.js';
import { sourceStore } from '../store/source-store.js';
import { importView } from '../views/import-view.js';
import { checkDeliveryNumber } from './count-deliveries.js';

const previewRows = 20;

/** Where a file comes from: the source, and the number of the delivery where the source numbers them. */
export type ImportOrigin = { readonly source: string; readonly number?: number | undefined };

/**
 * Takes a file in and shows how it was understood; nothing of it is checked or entered yet.
 * @throws DomainError `registry-source-unknown`, `registry-file-unreadable`, `registry-import-known`, `registry-delivery-number-missing`,
 *   `registry-delivery-known`, `registry-source-not-numbered`
 */
export async function uploadImport(
  registry: Registry,
  viewer: Viewer,
  { source: sourceCode, number }: ImportOrigin,
  upload: Upload,
): Promise<z.input<typeof ImportPreview>> {
  const { kernel, law } = registry;
  const kind = kindOfSource(await sourceKind(registry, viewer, sourceCode));
  const parsed = await parseFile(upload.bytes, upload.name, importKinds[kind].columns);
  const digest = createHash('sha256').update(upload.bytes).digest();
  const stored = await kernel.files.put(upload.bytes, { kind: 'registry.import-file' });
  try {
    return await act(kernel, viewer, 'registry.upload-import', async (context) => {
      const source = await sourceStore(context).byCode(sourceCode);
      if (source === undefined) refuse('registry-source-unknown');
      await checkDeliveryNumber(context, source, number);
      const imports = importStore(kernel.keys, context);
      const tokens = kernel.keys.tokens('registry.import-file', digest).map((token) => Buffer.from(token));
      if ((await imports.byFile(source.id, tokens)) !== undefined) refuse('registry-import-known');
      if (number !== undefined && (await imports.byDelivery(source.id, number))) refuse('registry-delivery-known');
      await dataKeyStore(context).insert(stored.dataKey);
      const sealer = await newSealer(kernel.keys, context, 'registry.import', 'registry.import');
      const id = newId();
      await imports.insert({
        id,
        sourceId: source.id,
        fileToken: Buffer.from(kernel.keys.token('registry.import-file', digest)),
        fileNameSealed: sealer.seal('import.file_name', id, upload.name.slice(0, 200)),
        fileObject: stored.hash,
        fileDataKeyId: stored.dataKey.id,
        dataKeyId: sealer.dataKeyId,
        columns: parsed.columns,
        problems: parsed.problems,
        rows: parsed.rows.length,
        deliveryNumber: number ?? null,
        uploadedBy: viewerName(viewer),
        uploadedAt: context.now,
      });
      await context.record({
        object: { kind: 'registry.import', id },
        details: { source: source.code, rows: parsed.rows.length },
      });
      const row = await imports.byId(id);
      if (row === undefined) return refuse('not-found');
      return {
        import: importView(law, row, sealer, { code: source.code, kind }),
        rows: preview(parsed, kind, source.code),
      };
    });
  } catch (error) {
    await kernel.files.remove(stored.hash);
    throw error;
  }
}

async function sourceKind({ kernel }: Registry, viewer: Viewer, code: string): Promise<string | undefined> {
  const now = kernel.clock.now();
  const source = await withTransaction(kernel.database, viewer, now, (transaction) =>
    sourceStore(transaction).byCode(code),
  );
  return source?.kind;
}

function readProblems({ cells, row }: ParsedRow, kind: ImportKind, sourceCode: string) {
  const read = kind === 'aliases' ? aliasRow(cells, row) : rowEntry(cells, row, sourceCode);
  return read.ok ? [] : read.problems;
}

/** The first rows with their cells in the order of the file; numbers hidden whole, since birth dates stand beside them. */
function preview(
  { columns, rows }: ParsedFile,
  kind: ImportKind,
  sourceCode: string,
): z.input<typeof ImportPreview>['rows'] {
  return rows.slice(0, previewRows).map((parsed) => {
    const { row, cells, broken } = parsed;
    return {
      row,
      cells: columns.map(({ key }) => {
        const cell = key === null ? '' : (cells[key] ?? '');
        return key?.endsWith('doc_number') ? '*'.repeat(cell.length) : cell;
      }),
      problems: [
        ...broken.map(({ key, code, words }) => problemOf(key, row, code, words)),
        ...readProblems(parsed, kind, sourceCode),
      ],
    };
  });
}

/**
 * Takes a file in, or finds the import of the same file of this source again: whoever was interrupted says the same once more
 * and goes on.
 * @throws DomainError `registry-source-unknown`, `registry-file-unreadable`
 */
export async function beginImport(
  registry: Registry,
  viewer: Viewer,
  origin: ImportOrigin,
  upload: Upload,
): Promise<ImportView> {
  const known = await importOfFile(registry, viewer, origin.source, upload);
  return known ?? (await uploadImport(registry, viewer, origin, upload)).import;
}

function importOfFile({ kernel, law }: Registry, viewer: Viewer, sourceCode: string, { bytes }: Upload) {
  const digest = createHash('sha256').update(bytes).digest();
  const tokens = kernel.keys.tokens('registry.import-file', digest).map((token) => Buffer.from(token));
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const source = await sourceStore(transaction).byCode(sourceCode);
    const imports = importStore(kernel.keys, transaction);
    const known = source && (await imports.byFile(source.id, tokens));
    return (
      known &&
      importView(law, known, await imports.sealerIfKept(known), { code: source.code, kind: kindOfSource(source.kind) })
    );
  });
}
