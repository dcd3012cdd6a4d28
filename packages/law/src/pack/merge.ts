import { LawError } from '../errors.js';
import { type LawPack, lawPackSchema, type PackFile } from './schema.js';

/**
 * A pack with its base merged in. A row whose id (or code) the base already has replaces that row whole and keeps its
 * place; new rows follow. A section that is not a table replaces the base's section whole.
 * Throws `LawError` (`pack_incomplete`) when, after merging, a section is still missing.
 */
export function mergePacks(base: LawPack | null, file: PackFile): LawPack {
  const { vectors: _vectors, ...stated } = file;
  const sections = Object.entries(base ?? {}).filter(([name]) => !(name in stated));
  const merged = Object.entries(stated).map(([name, section]) => [name, mergeSection(base, name, section)]);
  const result = lawPackSchema.safeParse(Object.fromEntries([...sections, ...merged]));
  if (result.success) return result.data;
  throw new LawError(
    result.error.issues.map((issue) => ({
      code: 'pack_incomplete' as const,
      where: `${file.id}: ${issue.path.join('.')}`,
      words: {
        en: `${issue.message}. A pack that extends nothing must state every section.`,
        zh: `此处缺失或有误（${issue.message}）。不继承其他包的规则包须写明全部章节。`,
      },
    })),
  );
}

function mergeSection(base: LawPack | null, name: string, section: unknown): unknown {
  const inherited: unknown = base === null ? undefined : Reflect.get(base, name);
  if (!Array.isArray(section) || !Array.isArray(inherited)) return section;
  const replacements = new Map(section.map((row) => [rowKey(row), row]));
  const known = new Set(inherited.map(rowKey));
  return [
    ...inherited.map((row) => replacements.get(rowKey(row)) ?? row),
    ...section.filter((row) => !known.has(rowKey(row))),
  ];
}

function rowKey(row: unknown): unknown {
  if (typeof row !== 'object' || row === null) return row;
  return Reflect.get(row, 'id') ?? Reflect.get(row, 'code');
}
