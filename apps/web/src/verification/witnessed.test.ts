import {
  cosigner,
  ed25519Sign,
  emptyFrontier,
  formatCheckpoint,
  formatNote,
  formatReceipt,
  formatVerifierKey,
  frontierRoot,
  noteSigner,
  planAppend,
  proveInclusion,
  sha256,
  signerKey,
  signNote,
  tileReader,
} from '@gatehouse/merkle';
import { beforeAll, describe, expect, it } from 'vitest';
import { isOneLog, type ReadLog, type Standing, standingOf } from './witnessed.js';

const origin = 'gatehouse.example/test';
const log = signerKey(origin, new Uint8Array(32).fill(9));
const key = formatVerifierKey(log);
const witnesses = ['court', 'congress', 'ombudsman'].map((name, at) => ({
  name,
  key: signerKey(`${name}.example/witness`, new Uint8Array(32).fill(20 + at), 'cosignature-v1'),
}));
const policy = [
  ...witnesses.map((witness) => `witness ${witness.name} ${formatVerifierKey(witness.key)}`),
  'group two 2 court congress ombudsman',
  'quorum two',
].join('\n');
const seenAt = new Date('2026-11-26T08:00:00Z');

/** A log of so many entries from a seed, with its files, and the receipt of one entry under an earlier head. */
async function logOf(seed: number, sizes: readonly number[]) {
  const files = new Map<string, Uint8Array>();
  const readFile = async (path: string) => files.get(path);
  let frontier = emptyFrontier();
  const heads = new Map<number, string>();
  const receiptOf = async (index: number, size: number) => {
    const proof = await proveInclusion(index, size, tileReader(readFile));
    return formatReceipt({ index, proof, checkpoint: signed(heads.get(size) ?? '', []) });
  };
  const receipts = new Map<number, string>();
  for (const size of sizes) {
    const entries = Array.from({ length: size - frontier.size }, (_, at) => sha256(Uint8Array.of(seed, at, size)));
    const plan = await planAppend(frontier, entries, readFile);
    for (const { path, bytes } of plan.files) files.set(path, bytes);
    ({ frontier } = plan);
    heads.set(size, formatCheckpoint({ origin, size, rootHash: frontierRoot(frontier) }));
    receipts.set(size, await receiptOf(size - 1, size));
  }
  return { files, heads, receipts };
}

function signed(text: string, by: readonly string[]): string {
  const seen = witnesses
    .filter(({ name }) => by.includes(name))
    .map((witness) => {
      return cosigner(witness.key, seenAt.getTime() / 1000, ed25519Sign(witness.key));
    });
  return formatNote(signNote({ text, signatures: [] }, [noteSigner(log), ...seen]));
}

describe('the witnesses of a notice', () => {
  let first: Awaited<ReturnType<typeof logOf>>;
  let other: typeof first;
  beforeAll(async () => {
    first = await logOf(1, [40, 70, 300]);
    other = await logOf(2, [40, 70, 300]);
  });
  const published = (from: typeof first, size: number, by: readonly string[], named = policy): ReadLog => {
    const texts: Readonly<Record<string, string>> = {
      policy: named,
      witnessed: signed(from.heads.get(size) ?? '', by),
    };
    return async (path) => {
      const text = texts[path];
      return text === undefined ? from.files.get(path) : new TextEncoder().encode(text);
    };
  };
  const two = ['court', 'ombudsman'];
  const look = (size: number, read: ReadLog): Promise<Standing> =>
    standingOf(first.receipts.get(size) ?? '', key, read);

  it('are counted: so many of so many, up to where and when', async () => {
    expect(await look(40, published(first, 70, two))).toMatchObject({
      stage: 'witnessed',
      signed: 2,
      required: 2,
      all: 3,
      head: { size: 70 },
      at: seenAt,
      isCovered: true,
      same: 'earlier',
    });
    expect(await look(70, published(first, 70, two))).toMatchObject({ isCovered: true, same: 'same' });
    expect(await look(300, published(first, 70, two))).toMatchObject({ isCovered: false, same: 'later' });
  });

  it('are too few, none, or not to be had, and nothing else is said then', async () => {
    expect(await look(40, published(first, 70, ['court']))).toEqual({ stage: 'not-yet', required: 2, all: 3 });
    expect(await look(40, published(first, 70, [], 'quorum none'))).toEqual({ stage: 'nobody' });
    expect(await look(40, async () => undefined)).toEqual({ stage: 'nobody' });
    const without: ReadLog = async (path) => (path === 'policy' ? new TextEncoder().encode(policy) : undefined);
    expect(await look(40, without)).toEqual({ stage: 'not-yet', required: 2, all: 3 });
    expect(await look(40, () => Promise.reject(new Error('no network')))).toEqual({ stage: 'silent' });
  });

  it('saw another head of the same size: the log has two histories', async () => {
    expect(await look(70, published(other, 70, two))).toMatchObject({ stage: 'witnessed', same: 'other' });
  });

  it('saw the same log, or another one, as the tiles between the two heads prove', async () => {
    const head = (from: typeof first, size: number) => look(size === 70 ? 40 : 70, published(from, size, two));
    for (const [from, isOne] of [
      [first, true],
      [other, false],
    ] as const) {
      const standing = await head(from, 300);
      if (standing.stage !== 'witnessed') throw new Error('nobody signed');
      const read = published(from, 300, two);
      expect(await isOneLog(first.receipts.get(70) ?? '', key, standing.head, read)).toBe(isOne);
    }
    expect(
      await isOneLog(
        first.receipts.get(40) ?? '',
        key,
        { size: 300, rootHash: new Uint8Array(32) },
        async () => undefined,
      ),
    ).toBeUndefined();
  });
});
