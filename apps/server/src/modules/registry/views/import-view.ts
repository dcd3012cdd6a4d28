import { type ImportFile, type ImportProgress, type ImportView, keptOf } from '@gatehouse/contract';
import type { z } from 'zod';
import type { Sealer } from '../../../kernel/sealing.js';
import { type ImportKind, importKinds, kindOfSource } from '../import/import-kinds.js';
import type { RegistryLaw } from '../law.js';
import { type Import, noCounts } from '../store/import-store.js';
import type { Source } from '../store/source-store.js';

/** Of a source, what an import shows: its code and what its files hold. */
export type ImportSource = { readonly code: string; readonly kind: ImportKind };

/** What an import shows of its source. */
export function importSource({ code, kind }: Source): ImportSource {
  return { code, kind: kindOfSource(kind) };
}

/** An import with its file, for acts alone: the name of a file may name a person. */
export function importView(
  law: RegistryLaw,
  row: Import,
  sealer: Sealer | undefined,
  source: ImportSource,
): ImportView {
  return { ...importProgress(law, row, source), ...importFile(row, sealer, source) };
}

/** The name of an import's file and its columns as they were understood; neither where it was erased. */
export function importFile(row: Import, sealer: Sealer | undefined, source: ImportSource): z.infer<typeof ImportFile> {
  const { columns } = importKinds[source.kind];
  return {
    fileName: sealer?.open('import.file_name', row.id, row.fileNameSealed) ?? '—',
    columns: row.columns.map(({ header, key }) => ({
      header,
      key,
      title: columns.find((column) => column.key === key)?.title ?? null,
    })),
  };
}

/** How far an import is; nothing of its file. */
export function importProgress(law: RegistryLaw, row: Import, source: ImportSource): ImportProgress {
  return {
    id: row.id,
    sourceCode: source.code,
    kind: source.kind,
    state: row.state,
    rows: row.rows,
    rowsDone: row.rowsDone,
    counts: { ...noCounts, ...row.counts },
    sealedByLaw: row.sealedByLaw.map(({ rule, count }) => ({
      rule,
      count,
      words: law.pack.absoluteSealing.find(({ id }) => id === rule)?.words ?? law.pack.sealingNotes.byDecision.words,
    })),
    problems: [...row.problems],
    uploadedBy: row.uploadedBy.replace(/^[a-z]+:/, ''),
    uploadedAt: row.uploadedAt.toISOString(),
    version: row.version,
    ...keptOf(row),
  };
}
