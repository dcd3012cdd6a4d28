import type { Words } from '@gatehouse/contract';
import { type CellChoice, type ColumnDefinition, type OutputRow, writeTable, writeTemplate } from '@gatehouse/tabular';
import type { FileAnswer } from '../http/route.js';

/** A column of a file that people fill in: what the template shows, and what files may call it. */
export type TemplateField = ColumnDefinition & {
  readonly width?: number;
  readonly note?: Words;
  readonly example?: string;
  /** The name of the choices that its cells offer. */
  readonly choices?: string;
};

const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The workbook to fill in, or the same columns with these rows of invented people. */
export async function templateFile(
  fields: readonly TemplateField[],
  choices: Readonly<Record<string, readonly CellChoice[]>>,
  { language, sample, name }: { language: 'zh' | 'en'; sample: readonly OutputRow[] | undefined; name: string },
): Promise<FileAnswer> {
  if (sample !== undefined) {
    const columns = fields.map(({ key, title, width }) => ({ key, title, ...(width ? { width } : {}) }));
    return { bytes: await writeTable(sample, { format: 'xlsx', columns, language }), name, mediaType };
  }
  const columns = fields.map(({ key, title, required, note, width, example, choices: offered }) => ({
    key,
    title,
    ...(required === undefined ? {} : { required }),
    ...(note === undefined ? {} : { note }),
    ...(width === undefined ? {} : { width }),
    ...(example === undefined ? {} : { example }),
    ...(offered === undefined
      ? {}
      : { allowedValues: (choices[offered] ?? []).map((choice) => choice.title[language]) }),
  }));
  return { bytes: await writeTemplate({ columns, language }), name, mediaType };
}
