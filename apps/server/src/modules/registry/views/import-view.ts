import type { ImportView } from '@gatehouse/contract';
import type { Sealer } from '../../../kernel/sealing.js';
import { type ImportKind, importKinds } from '../import/import-kinds.js';
import type { RegistryLaw } from '../law.js';
import { type Import, noCounts } from '../store/import-store.js';

/** Of a source, what an import shows: its code and what its files hold. */
export type ImportSource = { readonly code: string; readonly kind: ImportKind };

/** An import as pages show it. */
export function importView(law: RegistryLaw, row: Import, sealer: Sealer, source: ImportSource): ImportView {
  const { columns } = importKinds[source.kind];
  return {
    id: row.id,
    sourceCode: source.code,
    kind: source.kind,
    fileName: sealer.open('import.file_name', row.id, row.fileNameSealed),
    state: row.state,
    rows: row.rows,
    rowsDone: row.rowsDone,
    counts: { ...noCounts, ...row.counts },
    sealedByLaw: row.sealedByLaw.map(({ rule, count }) => ({
      rule,
      count,
      words: law.pack.absoluteSealing.find(({ id }) => id === rule)?.words ?? law.pack.sealingNotes.byDecision.words,
    })),
    columns: row.columns.map(({ header, key }) => ({
      header,
      key,
      title: columns.find((column) => column.key === key)?.title ?? null,
    })),
    problems: [...row.problems],
    uploadedBy: row.uploadedBy.replace(/^[a-z]+:/, ''),
    uploadedAt: row.uploadedAt.toISOString(),
    version: row.version,
  };
}
