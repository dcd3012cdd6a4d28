import { TableRefusal } from '../problem.js';
import type { Archive } from './archive.js';
import { type NumberShape, numberShape } from './number-text.js';
import { readXml } from './xml.js';

export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  /** Name of the part in the archive. */
  readonly part: string;
}

/** What the sheets share. */
export interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly epoch1904: boolean;
  readonly sharedStrings: readonly string[];
  /** By a cell's style number. */
  readonly shapes: readonly NumberShape[];
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly part: string;
}

/** Finds the workbook's parts by their relations (ECMA-376 part 2, 9) and reads all but the sheets. */
export async function readParts(archive: Archive): Promise<WorkbookParts> {
  const workbook = await findWorkbook(archive);
  const relations = await readRelations(archive, workbook);
  const { sheets, epoch1904 } = await readSheetList(archive, workbook, relations);
  if (sheets.length === 0) throw new TableRefusal('table-workbook-damaged');
  const partOf = (type: string) => relations.find((relation) => relation.type === type)?.part;
  return {
    sheets,
    epoch1904,
    sharedStrings: await readSharedStrings(archive, partOf('sharedStrings')),
    shapes: await readShapes(archive, partOf('styles')),
  };
}

async function findWorkbook(archive: Archive): Promise<string> {
  if (!archive.has('[Content_Types].xml')) throw new TableRefusal('table-other-archive');
  const stated = archive.has('_rels/.rels') ? await readRelations(archive, '') : [];
  const part = stated.find(({ type }) => type === 'officeDocument')?.part ?? 'xl/workbook.xml';
  // A .docx or .xlsb is packed the same way.
  if (!archive.has(part) || !/workbook\d*\.xml$/.test(part)) throw new TableRefusal('table-other-archive');
  return part;
}

async function readRelations(archive: Archive, source: string): Promise<readonly Relation[]> {
  const folder = source.slice(0, source.lastIndexOf('/') + 1);
  const part = `${folder}_rels/${source.slice(folder.length)}.rels`;
  const relations: Relation[] = [];
  await readXml(archive.unpack(part), {
    open: (name, attribute) => {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return;
      const type = attribute('Type') ?? '';
      relations.push({
        id: attribute('Id') ?? '',
        type: type.slice(type.lastIndexOf('/') + 1),
        part: resolvePart(folder, attribute('Target') ?? ''),
      });
    },
  });
  return relations;
}

function resolvePart(folder: string, target: string): string {
  const steps = (target.startsWith('/') ? target : `${folder}${target}`).split('/');
  const path: string[] = [];
  for (const step of steps) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

async function readSheetList(
  archive: Archive,
  workbook: string,
  relations: readonly Relation[],
): Promise<Pick<WorkbookParts, 'sheets' | 'epoch1904'>> {
  const sheets: SheetPart[] = [];
  let epoch1904 = false;
  await readXml(archive.unpack(workbook), {
    open: (name, attribute) => {
      if (name === 'workbookPr') epoch1904 = isTrue(attribute('date1904'));
      if (name !== 'sheet') return;
      const id = attribute('r:id') ?? attribute('relationships:id');
      const relation = relations.find((candidate) => candidate.id === id);
      // Chart sheets have no cells.
      if (relation?.type !== 'worksheet') return;
      const hidden = (attribute('state') ?? 'visible') !== 'visible';
      sheets.push({ name: attribute('name') ?? '', hidden, part: relation.part });
    },
  });
  return { sheets, epoch1904 };
}

/** Texts of the workbook, formatting runs joined; `rPh` holds how a text is pronounced and is no part of it. */
async function readSharedStrings(archive: Archive, part: string | undefined): Promise<readonly string[]> {
  if (part === undefined) return [];
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inPronunciation = false;
  await readXml(archive.unpack(part), {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') inPronunciation = true;
      if (name === 't') inText = !inPronunciation;
    },
    close: (name) => {
      if (name === 'si') strings.push(unescapeCharacters(text));
      if (name === 'rPh') inPronunciation = false;
      if (name === 't') inText = false;
    },
    text: (piece) => {
      if (inText) text += piece;
    },
  });
  return strings;
}

/** Characters XML cannot hold are written `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export function unescapeCharacters(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

async function readShapes(archive: Archive, part: string | undefined): Promise<readonly NumberShape[]> {
  if (part === undefined) return [];
  const codes = new Map<number, string>();
  const shapes: NumberShape[] = [];
  let inCellFormats = false;
  await readXml(archive.unpack(part), {
    open: (name, attribute) => {
      if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'xf' && inCellFormats) {
        const id = Number(attribute('numFmtId') ?? 0);
        shapes.push(numberShape(id, codes.get(id)));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return shapes;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
