import { strToU8, type Zippable, zipSync } from 'fflate';

interface RawSheet {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  /** What stands inside `<sheetData>`. */
  readonly rows: string;
  /** What follows `</sheetData>`, such as merged ranges. */
  readonly after?: string;
}

export interface RawWorkbook {
  readonly sheets: readonly RawSheet[];
  /** What stands inside `<sst>`. */
  readonly sharedStrings?: string;
  /** Number format codes; a cell with `s="n"` uses the n-th, counted from 1. */
  readonly formats?: readonly string[];
  readonly date1904?: boolean;
  /** Parts to add or to put in place of those made here. */
  readonly parts?: Zippable;
}

const relationTypes = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook written part by part, so that a test can say what no library would write. */
export function rawWorkbook({ sheets, sharedStrings, formats, date1904, parts }: RawWorkbook): Uint8Array {
  const xml = (text: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>${text}`);
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${relationTypes}/${type}" Target="${target}"/>`;
  const files: Zippable = {
    '[Content_Types].xml': xml('<Types/>'),
    '_rels/.rels': xml(`<Relationships>${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`),
    'xl/workbook.xml': xml(
      `<workbook xmlns:r="r"><workbookPr date1904="${date1904 === true ? 1 : 0}"/><sheets>${sheets
        .map(({ name, state }, index) => `<sheet name="${name}" state="${state ?? 'visible'}" r:id="s${index}"/>`)
        .join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': xml(
      `<Relationships>${sheets
        .map((_, index) => relation(`s${index}`, 'worksheet', `worksheets/sheet${index}.xml`))
        .join(
          '',
        )}${relation('t', 'sharedStrings', '/xl/sharedStrings.xml')}${relation('f', 'styles', 'styles.xml')}</Relationships>`,
    ),
    'xl/sharedStrings.xml': xml(`<sst>${sharedStrings ?? ''}</sst>`),
    'xl/styles.xml': xml(
      `<styleSheet><numFmts>${(formats ?? [])
        .map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`)
        .join('')}</numFmts><cellXfs><xf numFmtId="0"/>${(formats ?? [])
        .map((_, index) => `<xf numFmtId="${200 + index}"/>`)
        .join('')}</cellXfs></styleSheet>`,
    ),
  };
  sheets.forEach(({ rows, after }, index) => {
    files[`xl/worksheets/sheet${index}.xml`] = xml(
      `<worksheet><sheetData>${rows}</sheetData>${after ?? ''}</worksheet>`,
    );
  });
  return zipSync({ ...files, ...parts });
}

/** One row of inline texts, beginning at column A. */
export function textRow(rowNumber: number, ...texts: readonly string[]): string {
  const cells = texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
  return `<row r="${rowNumber}">${cells}</row>`;
}
