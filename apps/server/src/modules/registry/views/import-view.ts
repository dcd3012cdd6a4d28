import type { ImportView } from '@gatehouse/contract';
import type { Sealer } from '../../../kernel/sealing.js';
import { importColumns } from '../import/row-entry.js';
import type { RegistryLaw } from '../law.js';
import type { Import } from '../store/import-store.js';

/** An import as pages show it. */
export function importView(law: RegistryLaw, row: Import, sealer: Sealer, sourceCode: string): ImportView {
  return {
    id: row.id,
    sourceCode,
    fileName: sealer.open('import.file_name', row.id, row.fileNameSealed),
    state: row.state,
    rows: row.rows,
    rowsDone: row.rowsDone,
    counts: { ...row.counts },
    sealedByLaw: row.sealedByLaw.map(({ rule, count }) => ({
      rule,
      count,
      words: law.pack.absoluteSealing.find(({ id }) => id === rule)?.words ?? law.pack.sealingNotes.byDecision.words,
    })),
    columns: row.columns.map(({ header, key }) => ({
      header,
      key,
      title: importColumns.find((column) => column.key === key)?.title ?? null,
    })),
    problems: [...row.problems],
    uploadedBy: row.uploadedBy.replace(/^[a-z]+:/, ''),
    uploadedAt: row.uploadedAt.toISOString(),
    version: row.version,
  };
}
