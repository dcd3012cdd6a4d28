import type { LawPack } from '@gatehouse/law';
import type { FileAnswer } from '../../../kernel/http/route.js';
import { templateFile } from '../../../kernel/files/table-template.js';
import { choicesOf, listColumns } from './columns.js';
import sample from './sample-rows.json' with { type: 'json' };

/** The workbook to fill in, or the same columns with invented people. */
export async function listTemplate(
  pack: LawPack,
  { language, content }: { language: 'zh' | 'en'; content: 'empty' | 'sample' },
): Promise<FileAnswer> {
  return templateFile(listColumns, choicesOf(pack), {
    language,
    sample: content === 'sample' ? sample : undefined,
    name: `gatehouse-${content === 'sample' ? 'sample' : 'template'}.xlsx`,
  });
}
