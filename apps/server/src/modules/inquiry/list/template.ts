import type { LawPack } from '@gatehouse/law';
import { writeTable, writeTemplate } from '@gatehouse/tabular';
import type { FileAnswer } from '../../../kernel/http/route.js';
import { choicesOf, listColumns } from './columns.js';
import sample from './sample-rows.json' with { type: 'json' };

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The workbook to fill in, or the same columns with invented people. */
export async function listTemplate(
  pack: LawPack,
  { language, content }: { language: 'zh' | 'en'; content: 'empty' | 'sample' },
): Promise<FileAnswer> {
  const choices = choicesOf(pack);
  if (content === 'sample') {
    const columns = listColumns.map(({ key, title, width }) => ({ key, title, ...(width ? { width } : {}) }));
    const bytes = await writeTable(sample, { format: 'xlsx', columns, language });
    return { bytes, name: 'gatehouse-sample.xlsx', mediaType };
  }
  const columns = listColumns.map(({ key, title, required, note, width, example, choices: name }) => ({
    key,
    title,
    ...(required === undefined ? {} : { required }),
    ...(note === undefined ? {} : { note }),
    ...(width === undefined ? {} : { width }),
    ...(example === undefined ? {} : { example }),
    ...(name === undefined ? {} : { allowedValues: (choices[name] ?? []).map((choice) => choice.title[language]) }),
  }));
  return { bytes: await writeTemplate({ columns, language }), name: 'gatehouse-template.xlsx', mediaType };
}
