import { LawError, lawError } from '../errors.js';
import { packHash } from './hash.js';
import { mergePacks } from './merge.js';
import { type LawPack, type OpenPoint, type PackFile, packFileSchema } from './schema.js';
import { validatePack } from './validate.js';

/** A pack that has been merged, checked and proven by its vectors. */
export interface LoadedPack {
  pack: LawPack;
  hash: string;
  openPoints: readonly OpenPoint[];
}

/** Pack files by id: where a pack finds what it extends. */
export type PackRegistry = ReadonlyMap<string, unknown>;

/**
 * Reads a pack file, merges in what it extends, checks that everything it names exists, and runs its vectors.
 * Throws `LawError` with every problem found; a pack that throws must not be used.
 */
export function loadPack(json: unknown, registry: PackRegistry = new Map()): LoadedPack {
  const file = parsePackFile(json);
  const pack = resolve(file, registry, []);
  const problems = validatePack(pack, file.vectors);
  if (problems.length > 0) throw new LawError(problems);
  return { pack, hash: packHash(pack), openPoints: pack.openPoints };
}

/** The questions the law leaves open, to be put to the operator at set-up. */
export function openPoints(pack: LawPack): readonly OpenPoint[] {
  return pack.openPoints;
}

/** Reads a pack file's shape only. Throws `LawError` (`pack_malformed`) naming every field that is wrong. */
export function parsePackFile(json: unknown): PackFile {
  const result = packFileSchema.safeParse(json);
  if (result.success) return result.data;
  throw new LawError(
    result.error.issues.map((issue) => ({
      code: 'pack_malformed' as const,
      where: issue.path.join('.') || '(file)',
      words: { en: issue.message, zh: `规则包此处格式有误（${issue.message}）` },
    })),
  );
}

function resolve(file: PackFile, registry: PackRegistry, seen: readonly string[]): LawPack {
  if (seen.includes(file.id)) {
    throw lawError(
      'pack_extends_itself',
      file.id,
      `The packs extend each other in a circle: ${[...seen, file.id].join(' → ')}.`,
      `规则包循环继承：${[...seen, file.id].join(' → ')}。`,
    );
  }
  if (file.extends === null) return mergePacks(null, file);
  const base = registry.get(file.extends);
  if (base === undefined) {
    throw lawError(
      'pack_extends_unknown',
      file.id,
      `It extends “${file.extends}”, which is not loaded. Known: ${[...registry.keys()].join(', ') || 'none'}.`,
      `所继承的“${file.extends}”未加载，已知：${[...registry.keys()].join('、') || '无'}。`,
    );
  }
  return mergePacks(resolve(parsePackFile(base), registry, [...seen, file.id]), file);
}
