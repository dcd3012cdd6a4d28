import { act } from '../../../kernel/act.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { DomainError } from '../../../kernel/errors.js';
import type { FileStore } from '../../../kernel/files/index.js';
import type { Kernel } from '../../../kernel/kernel.js';
import type { DataKeyRecord } from '../../../kernel/keys/index.js';
import { dataKeyStore } from '../../../kernel/sealing.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { indexSnapshotStore, type KeptSnapshot, type SnapshotPart } from '../store/index-snapshot-store.js';
import type { IndexRun } from './protocol.js';
import { bindingOf, type SnapshotRefusalCode, type Stand } from './stand.js';

const viewer = systemViewer('matcher');
const kind = 'registry.index';
/** Bytes of the index in one object. */
const partBytes = 16 * 1024 * 1024;

/** A kept index that is not opened. The index is built from the rows instead. */
export class RefusedSnapshot extends Error {
  constructor(readonly code: SnapshotRefusalCode) {
    super(code);
    this.name = 'RefusedSnapshot';
  }
}

type Piece = Pick<IndexRun, 'list' | 'bytes'>;

/**
 * Keeps an index: encrypted objects first, then the row that names them, in an act. The row is written after the content was taken,
 * so that a database that holds the row holds every change that the content rests on. Killed before the act, the objects are
 * nobody's, and go with the next index that is kept.
 */
export async function keepIndex(kernel: Kernel, stand: Stand, runs: readonly IndexRun[]): Promise<void> {
  const pieces = runs.flatMap(piecesOf);
  const parts: SnapshotPart[] = [];
  const dataKeys: DataKeyRecord[] = [];
  for (const [place, { list, bytes }] of pieces.entries()) {
    const boundTo = bindingOf(stand, list, place, pieces.length);
    const { hash, size, dataKey } = await kernel.derived.put(bytes, { kind, boundTo });
    parts.push({ list, name: hash, size, dataKeyId: dataKey.id });
    dataKeys.push(dataKey);
  }
  const before = await act(kernel, viewer, 'registry.keep-index', async (context) => {
    await context.record({ details: { sequence: stand.sequence, day: stand.day, parts: parts.length } });
    return indexSnapshotStore(context).replace(stand, parts, dataKeys);
  });
  await kernel.derived.keepOnly(new Set(parts.map(({ name }) => name)));
  await kernel.derived.removeUnfinished(kernel.clock.now());
  await destroyKeys(kernel, before);
}

/** What was kept before stays unreadable, wherever a copy of it may lie. */
async function destroyKeys(kernel: Kernel, dataKeyIds: readonly string[]): Promise<void> {
  if (dataKeyIds.length === 0) return;
  await act(kernel, systemViewer('maintenance'), 'registry.destroy-index-keys', async (context) => {
    await context.record({ details: { keys: dataKeyIds.length } });
    await dataKeyStore(context).destroy(dataKeyIds);
  });
  kernel.keys.forget(dataKeyIds);
}

function piecesOf({ list, bytes }: IndexRun): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += partBytes)
    pieces.push({ list, bytes: bytes.subarray(at, at + partBytes) });
  return pieces;
}

/**
 * Reads a kept index, run by run, each whole and in clear.
 * @throws RefusedSnapshot where a part is missing, altered, or of a key that is not there
 */
export async function* readIndex(kernel: Kernel, { stand, parts }: KeptSnapshot): AsyncGenerator<IndexRun> {
  // An index of nobody has a part too: without one it was taken away.
  if (parts.length === 0) throw new RefusedSnapshot('missing');
  const dataKeys = await dataKeysOf(kernel, parts);
  for (let first = 0; first < parts.length;) {
    const list = parts[first]?.list ?? null;
    let end = first + 1;
    while (end < parts.length && parts[end]?.list === list) end += 1;
    const bytes = new Uint8Array(parts.slice(first, end).reduce((sum, { size }) => sum + size, 0));
    for (let place = first, at = 0; place < end; place += 1) {
      const content = await readPart(kernel.derived, stand, parts, place, dataKeys);
      if (content.length !== parts[place]?.size) throw new RefusedSnapshot('changed');
      bytes.set(content, at);
      at += content.length;
    }
    yield { list, bytes };
    first = end;
  }
}

async function dataKeysOf(kernel: Kernel, parts: readonly SnapshotPart[]): Promise<ReadonlyMap<string, DataKeyRecord>> {
  const ids = parts.map(({ dataKeyId }) => dataKeyId);
  const records = await withTransaction(kernel.database, viewer, kernel.clock.now(), (transaction) =>
    dataKeyStore(transaction).load(ids),
  );
  return new Map(records.map((record) => [record.id, record]));
}

async function readPart(
  files: FileStore,
  stand: Stand,
  parts: readonly SnapshotPart[],
  place: number,
  dataKeys: ReadonlyMap<string, DataKeyRecord>,
): Promise<Uint8Array> {
  const part = parts[place];
  const dataKey = part && dataKeys.get(part.dataKeyId);
  if (part === undefined || dataKey === undefined) throw new RefusedSnapshot('key_unknown');
  try {
    return await files.get(part.name, dataKey, bindingOf(stand, part.list, place, parts.length));
  } catch (error) {
    throw refusalOf(error);
  }
}

const refusals: Readonly<Partial<Record<string, SnapshotRefusalCode>>> = {
  'stored-file-missing': 'missing',
  'stored-file-altered': 'changed',
  'key-unknown': 'key_unknown',
  'data-key-unreadable': 'key_unknown',
};

function refusalOf(error: unknown): unknown {
  const code = error instanceof DomainError ? refusals[error.code] : undefined;
  return code === undefined ? error : new RefusedSnapshot(code);
}
