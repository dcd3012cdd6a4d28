import type { LawPack } from '@gatehouse/law';
import type { CellChoice } from '@gatehouse/tabular';
import type { FileAnswer } from '../../../kernel/http/route.js';
import { templateFile, type TemplateField } from '../../../kernel/files/table-template.js';
import { choicesOf, personColumns } from '../../inquiry/index.js';
import columns from './columns.json' with { type: 'json' };
import sample from './sample-rows.json' with { type: 'json' };

/** The columns of a staff file, in the order of the template (project format, not official). */
export const rosterColumns: readonly TemplateField[] = [...personColumns, ...columns];

/** The workbook to fill in, or the same columns with invented people. */
export async function rosterTemplate(
  pack: LawPack,
  { language, content }: { language: 'zh' | 'en'; content: 'empty' | 'sample' },
): Promise<FileAnswer> {
  const choices: Readonly<Record<string, readonly CellChoice[]>> = choicesOf(pack);
  return templateFile(rosterColumns, choices, {
    language,
    sample: content === 'sample' ? sample : undefined,
    name: `gatehouse-staff-${content === 'sample' ? 'sample' : 'template'}.xlsx`,
  });
}

/** The staff of a large education group, or of all who work for one authority, stands in one file. */
export const rosterLimits = { rows: 100_000 };
