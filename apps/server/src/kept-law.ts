import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keptPack, type LawPack, type LoadedPack } from '@gatehouse/law';
import { writeDurably } from './kernel/files/durable-write.js';

/** Within the folder of law packs: each pack that was ever in force on the node, merged, under its hash. */
const inForce = 'in-force';
const fileName = /^([0-9a-f]{64})\.json$/;

/**
 * Keeps the pack in force, so that what is decided by it can be worked out by it later, and answers all that were kept, by their hash. One that
 * this release does not read is left out.
 */
export async function keepLaw(
  folder: string,
  { pack, hash }: Pick<LoadedPack, 'pack' | 'hash'>,
): Promise<ReadonlyMap<string, LawPack>> {
  const kept = join(folder, inForce);
  await mkdir(kept, { recursive: true, mode: 0o700 });
  const names = await readdir(kept);
  if (!names.includes(`${hash}.json`))
    await writeDurably(join(kept, `${hash}.json`), Buffer.from(`${JSON.stringify(pack)}\n`));
  const packs = new Map([[hash, pack]]);
  for (const name of names) {
    const [, other] = fileName.exec(name) ?? [];
    if (other === undefined || packs.has(other)) continue;
    const read = keptPack(jsonIn(await readFile(join(kept, name), 'utf8')), other);
    if (read !== undefined) packs.set(other, read);
  }
  return packs;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
