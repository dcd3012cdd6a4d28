import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { appendToMemoryLog, growMemoryLog, type MemoryLog, signedCheckpoint, TEST_KEY } from '../test/memory-log.js';
import { numberedEntry } from '../test/recursive-tree.js';
import { emptyFrontier, type Frontier, frontierRoot } from './frontier.js';
import { signerKey } from './note-key.js';
import { requireValue } from './problem.js';
import { proveConsistency } from './proof.js';
import { tileReader } from './read-tile.js';
import { planAppend } from './tiles.js';
import type { TreeHead } from './verify-proof.js';
import { type AddCheckpoint, decideAsWitness, formatAddCheckpoint, parseAddCheckpoint } from './witness.js';

const text = new TextDecoder();
const bytes = new TextEncoder();
const sizes = [0, 1, 2, 7, 256, 300, 777];
let log: MemoryLog;
const heads = new Map<number, { frontier: Frontier; checkpoint: string }>();

beforeAll(async () => {
  log = await growMemoryLog([]);
  for (const size of sizes) {
    await appendToMemoryLog(log, size - log.frontier.size);
    heads.set(size, { frontier: log.frontier, checkpoint: text.decode(signedCheckpoint(log.frontier)) });
  }
});

const headOf = ({ frontier }: { frontier: Frontier }): TreeHead => ({
  size: frontier.size,
  rootHash: frontierRoot(frontier),
});

function at(size: number): { frontier: Frontier; checkpoint: string } {
  const head = heads.get(size);
  if (head === undefined) throw new Error(`no head of size ${size}`);
  return head;
}

async function ask(from: number, to: number): Promise<AddCheckpoint> {
  const proof = await proveConsistency(from, to, tileReader(log.readFile));
  return { oldSize: from, proof, checkpoint: at(to).checkpoint };
}

/** A head that the same key signed over other entries. */
async function forked(size: number): Promise<{ frontier: Frontier; checkpoint: string }> {
  const entries = Array.from({ length: size }, (_, place) => numberedEntry(place + (place === size - 1 ? 5000 : 0)));
  const { frontier } = await planAppend(emptyFrontier(), entries, async () => undefined);
  return { frontier, checkpoint: text.decode(signedCheckpoint(frontier)) };
}

describe('A witness', () => {
  it('cosigns every head that grew from the one it knows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sizes), fc.constantFrom(...sizes), async (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const decision = decideAsWitness(await ask(from, to), headOf(at(from)), [TEST_KEY]);
        expect(decision).toMatchObject({ kind: 'cosign', checkpoint: { size: to } });
      }),
    );
  });

  it('begins with a log it has not seen from nothing', async () => {
    expect(decideAsWitness(await ask(0, 300), undefined, [TEST_KEY]).kind).toBe('cosign');
  });

  it('says by which size it knows the log where it is asked from another', async () => {
    expect(decideAsWitness(await ask(7, 300), headOf(at(256)), [TEST_KEY])).toEqual({ kind: 'other-size', size: 256 });
    expect(decideAsWitness(await ask(7, 300), undefined, [TEST_KEY])).toEqual({ kind: 'other-size', size: 0 });
  });

  it('holds a smaller tree against the log', async () => {
    expect(decideAsWitness(await ask(7, 256), headOf(at(300)), [TEST_KEY])).toMatchObject({
      kind: 'does-not-grow',
      status: 409,
      problem: { code: 'size-shrank', earlierSize: 300, size: 256 },
      size: 300,
    });
  });

  it('holds another tree of the same size against the log, whatever size it is asked from', async () => {
    const { checkpoint } = await forked(300);
    for (const oldSize of [0, 7, 300])
      expect(decideAsWitness({ oldSize, proof: [], checkpoint }, headOf(at(300)), [TEST_KEY])).toMatchObject({
        kind: 'does-not-grow',
        status: 409,
        problem: { code: 'root-does-not-fit' },
      });
  });

  it('holds a larger tree that does not grow from what it knows against the log, by any proof', async () => {
    const { checkpoint } = await forked(777);
    const { proof } = await ask(300, 777);
    expect(decideAsWitness({ oldSize: 300, proof, checkpoint }, headOf(at(300)), [TEST_KEY])).toMatchObject({
      kind: 'does-not-grow',
      status: 422,
    });
  });

  it('refuses what the log did not sign, a log that is not its own, and an old size beyond the new one', async () => {
    const request = await ask(7, 300);
    const other = signerKey('other.example.test/journal', new Uint8Array(32).fill(8));
    const sameName = signerKey(TEST_KEY.name, new Uint8Array(32).fill(9));
    expect(decideAsWitness(request, undefined, [other])).toMatchObject({ kind: 'refused', status: 404 });
    expect(decideAsWitness(request, undefined, [sameName])).toMatchObject({ kind: 'refused', status: 403 });
    expect(decideAsWitness({ ...request, oldSize: 301 }, undefined, [TEST_KEY])).toMatchObject({
      kind: 'refused',
      status: 400,
    });
  });
});

describe('A request to a witness', () => {
  it('has the form of C2SP tlog-witness and reads back', async () => {
    const request = await ask(7, 300);
    const written = formatAddCheckpoint(request);
    expect(written.split('\n')[0]).toBe('old 7');
    expect(written.endsWith(`\n\n${request.checkpoint}`)).toBe(true);
    expect(requireValue(parseAddCheckpoint(bytes.encode(written)))).toEqual(request);
  });

  it.each([
    ['nothing', '', 1],
    ['no old size', 'old x\n\nnote', 1],
    ['a size with a nought before it', 'old 07\n\nnote', 1],
    ['a proof line that is no hash', 'old 7\nabc\n\nnote', 2],
    ['a proof without end', `old 7\n${`${'A'.repeat(43)}=\n`.repeat(64)}\nnote`, 2],
  ])('with %s is refused with the line', (_, written, line) => {
    expect(parseAddCheckpoint(bytes.encode(written))).toMatchObject({
      ok: false,
      problem: { code: 'witness-request-malformed', line },
    });
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const parsed = parseAddCheckpoint(noise);
        if (parsed.ok) decideAsWitness(parsed.value, undefined, [TEST_KEY]);
      }),
    );
  });
});
