import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { createIndex, type ScreeningIndex } from '@gatehouse/matching';
import { openPersonFile, type PersonFile } from '../screen/person-rows.js';
import { unusableInput } from '../screen/refusal.js';
import type { RowProgress } from './progress.js';

/** A file that is open and not yet read: its columns are known. */
export interface PeopleSource {
  /** Reads it to its end. */
  read(progress: RowProgress, repeated: 'adds' | 'refused', isStopped: () => boolean): Promise<LoadedPeople>;
}

/** A file as an index, with the SHA-256 of the very bytes that were read. */
export interface LoadedPeople {
  readonly index: ScreeningIndex;
  readonly hash: string;
}

const toldEvery = 4_096;

/**
 * Opens a file of people.
 * @throws ScreenRefusal when it cannot be read or lacks a column
 */
export async function openPeople(path: string, fields: readonly string[]): Promise<PeopleSource> {
  const hash = createHash('sha256');
  const bytes = { read: 0, of: (await stat(path).catch(() => undefined))?.size ?? 0 };
  const file = await openPersonFile(path, fields, (chunk) => {
    hash.update(chunk);
    bytes.read += chunk.length;
  });
  return {
    read: async (progress, repeated, isStopped) => {
      const index = createIndex([]);
      let rows = 0;
      for await (const { evidence, rowNumber } of file.rows) {
        const known = index.size;
        index.add(evidence);
        if (repeated === 'refused' && index.size === known)
          await refuseRepeated(file, path, fields, evidence.id, rowNumber);
        rows += 1;
        if (rows % toldEvery !== 0) continue;
        progress.at(rows, bytes.read / Math.max(1, bytes.of));
        if (isStopped()) break;
      }
      return { index, hash: hash.digest('hex') };
    },
  };
}

/** Reads the file again up to the row where the id stands first: rows are not kept for a mistake that is seldom made. */
async function refuseRepeated(
  { name, idHeader }: PersonFile,
  path: string,
  fields: readonly string[],
  id: string,
  row: number,
): Promise<never> {
  let first = row;
  for await (const { evidence, rowNumber } of (await openPersonFile(path, fields)).rows) {
    if (evidence.id !== id) continue;
    first = rowNumber;
    break;
  }
  throw unusableInput('id-repeated', { file: name, row, column: idHeader, first });
}
