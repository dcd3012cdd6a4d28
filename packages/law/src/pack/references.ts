import type { LawProblem } from '../errors.js';
import { placeholdersOf } from '../texts.js';
import type { LawPack } from './schema.js';

/** Fields of a rule that name rows of another table, and that table. */
const REFERENCES: Readonly<Record<string, keyof LawPack>> = {
  source: 'sources',
  families: 'families',
  offenceCodes: 'offences',
  labels: 'labels',
  legalBases: 'legalBases',
  purposes: 'purposes',
  postClasses: 'postClasses',
  employmentForms: 'employmentForms',
  unitTypes: 'unitTypes',
  querySources: 'querySources',
  deadline: 'deadlines',
  gapKinds: 'gapKinds',
  asideOf: 'gapKinds',
  penaltyBands: 'penaltyBands',
  authority: 'authorities',
  purpose: 'purposes',
  reviewedBy: 'authorities',
  regimes: 'prohibitionRegimes',
  yieldsTo: 'prohibitionRegimes',
};

/** What in a merged pack contradicts itself: unknown names, doubled ids, dates in the wrong order, unlike placeholders. */
export function inconsistencies(pack: LawPack): LawProblem[] {
  const keys = new Map(Object.entries(pack).map(([name, section]) => [name, keysOf(section)]));
  const problems: LawProblem[] = [];
  visit(pack, pack.id, (node, where) => {
    problems.push(...referenceProblems(node, where, keys), ...dateProblems(node, where));
    problems.push(...placeholderProblems(node, where), ...conditionProblems(node, where, pack));
  });
  return [...problems, ...doubledKeys(keys, pack.id), ...defaultProblems(pack)];
}

type Node = Readonly<Record<string, unknown>>;

function visit(value: unknown, where: string, see: (node: Node, where: string) => void): void {
  if (Array.isArray(value)) {
    for (const row of value) visit(row, `${where}[${String(rowKey(row) ?? '')}]`, see);
  } else if (isNode(value)) {
    see(value, where);
    for (const [name, child] of Object.entries(value)) visit(child, `${where}.${name}`, see);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rowKey(row: unknown): unknown {
  return isNode(row) ? (row.id ?? row.code) : undefined;
}

function keysOf(section: unknown): string[] {
  return Array.isArray(section) ? section.map((row) => String(rowKey(row))) : [];
}

function problem(where: string, en: string, zh: string): LawProblem {
  return { code: 'pack_inconsistent', where, words: { en, zh } };
}

function referenceProblems(node: Node, where: string, keys: ReadonlyMap<string, readonly string[]>): LawProblem[] {
  return Object.entries(REFERENCES).flatMap(([field, table]) => {
    const value = node[field];
    const named = typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((key) => !isNode(key)) : [];
    const known = keys.get(table) ?? [];
    return named
      .filter((key) => !known.includes(String(key)))
      .map((key) =>
        problem(
          `${where}.${field}`,
          `“${String(key)}” is not in the table ${table}.`,
          `“${String(key)}”不在表${table}中。`,
        ),
      );
  });
}

function dateProblems(node: Node, where: string): LawProblem[] {
  const { effectiveFrom, effectiveTo } = node;
  const reversed = typeof effectiveFrom === 'string' && typeof effectiveTo === 'string' && effectiveTo < effectiveFrom;
  return reversed ? [problem(where, 'It ends before it begins.', '失效日期早于生效日期。')] : [];
}

function placeholderProblems(node: Node, where: string): LawProblem[] {
  const { en, zh } = node;
  if (typeof en !== 'string' || typeof zh !== 'string') return [];
  if (placeholdersOf(en).join() === placeholdersOf(zh).join()) return [];
  return [problem(where, 'The placeholders differ between English and Chinese.', '中英文占位符不一致。')];
}

function conditionProblems(node: Node, where: string, pack: LawPack): LawProblem[] {
  const { openPoint, is } = node;
  if (typeof openPoint !== 'string' || !Array.isArray(is)) return [];
  const point = pack.openPoints.find((candidate) => candidate.id === openPoint);
  const options = point?.options.map((option) => option.id) ?? [];
  return is
    .filter((option) => !options.includes(option))
    .map((option) =>
      problem(
        where,
        `Open point “${openPoint}” has no option “${option}”.`,
        `待定事项“${openPoint}”没有选项“${option}”。`,
      ),
    );
}

function defaultProblems(pack: LawPack): LawProblem[] {
  return pack.openPoints
    .filter((point) => !point.options.some((option) => option.id === point.default))
    .map((point) =>
      problem(`${pack.id}.openPoints[${point.id}]`, 'Its default is not one of its options.', '默认值不在选项之中。'),
    );
}

function doubledKeys(keys: ReadonlyMap<string, readonly string[]>, packId: string): LawProblem[] {
  return [...keys].flatMap(([table, ids]) =>
    ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) => problem(`${packId}.${table}`, `“${id}” stands twice.`, `“${id}”重复。`)),
  );
}
