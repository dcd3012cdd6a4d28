import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { signedCheckpoint, TEST_KEY } from '../test/memory-log.js';
import { commitEntry } from './commitment.js';
import {
  type CompletenessFile,
  formatCompleteness,
  parseCompleteness,
  type ShownEntry,
  verifyCompleteness,
} from './completeness.js';
import { emptyFrontier } from './frontier.js';
import { joinHashes, sha256 } from './hash.js';
import { entryLeaf } from './open-mark.js';
import { chainLink, chainState, emptyChainHead, epochToken, nextChainHead } from './person-chain.js';
import { requireValue } from './problem.js';
import { proveInclusion } from './proof.js';
import { tileReader } from './read-tile.js';
import { formatReceipt } from './receipt.js';
import { compareBytes, findInSortedTree, sortedTree } from './sorted-tree.js';
import { planAppend } from './tiles.js';
import { signerKey } from './note-key.js';

const epoch = '2026-11-26';
const secretOf = (person: number): Uint8Array => sha256(utf8ToBytes(`secret of person ${person}`));

type Opened = { readonly salt: Uint8Array; readonly canonical: Uint8Array };

function entry(fields: object, order: number): Opened {
  const canonical = new Uint8Array(512).fill(0x20);
  canonical.set(utf8ToBytes(JSON.stringify(fields)));
  return { salt: sha256(utf8ToBytes(`salt ${order}`)), canonical };
}

/** How a node makes the leaf of an entry. */
type LeafOf = (opened: Opened) => Uint8Array;
const leafOf: LeafOf = ({ salt, canonical }) => entryLeaf(salt, canonical);

/** As nodes made it before the leaf of a seal said so openly. */
const leafWithoutMark: LeafOf = ({ salt, canonical }) => commitEntry(salt, canonical);

/** Entries of people in the order of the log, each linked as a node would; a person of more than one entry has a chain. */
function chained(people: readonly number[]) {
  const heads = new Map<number, { head: Uint8Array; opened: Opened[] }>();
  const all = people.map((person, order) => {
    const { head, opened } = heads.get(person) ?? { head: emptyChainHead(secretOf(person)), opened: [] };
    const link = chainLink(secretOf(person), opened.length + 1, head);
    const next = entry({ act: 'inquiry.ask', chains: [bytesToHex(link)], outcome: 'done' }, order);
    heads.set(person, { head: nextChainHead(link, leafOf(next)), opened: [...opened, next] });
    return next;
  });
  return { heads, all };
}

/** The files of a few people, whose day was sealed, in a log of their entries. */
async function sealedDay(people: readonly number[], leafInLog = leafOf) {
  const { heads, all } = chained(people);
  const leaves = [...heads].map(([person, { head, opened }]) => {
    const token = epochToken(secretOf(person), epoch);
    return { token, state: chainState(token, opened.length, head) };
  });
  leaves.sort((one, other) => compareBytes(one.token, other.token));
  const tree = sortedTree(joinHashes(leaves.map(({ token }) => token)), joinHashes(leaves.map(({ state }) => state)));
  const details = { epoch, root: bytesToHex(tree.root) };
  const seal = entry({ act: 'journal.seal-day', at: `${epoch}T00:00:00.000Z`, details, outcome: 'done' }, 1000);
  const files = new Map<string, Uint8Array>();
  const readFile = async (path: string) => files.get(path);
  const plan = await planAppend(emptyFrontier(), [...all, seal].map(leafInLog), readFile);
  for (const { path, bytes } of plan.files) files.set(path, bytes);
  const checkpoint = new TextDecoder().decode(signedCheckpoint(plan.frontier));
  const show = async (opened: Opened): Promise<ShownEntry> => {
    const index = [...all, seal].indexOf(opened);
    const proof = await proveInclusion(index, plan.frontier.size, tileReader(readFile));
    return { receipt: formatReceipt({ index, proof, checkpoint }), commitment: leafInLog(opened), opened };
  };
  const fileOf = async (person: number): Promise<CompletenessFile> => {
    const chain = heads.get(person);
    const { index = 0, path = [] } = findInSortedTree(tree, epochToken(secretOf(person), epoch)) ?? {};
    const leaf = chain === undefined ? leaves[index] : { entries: chain.opened.length, head: chain.head };
    const entries = await Promise.all((chain?.opened ?? []).map(show));
    return { secret: secretOf(person), seal: await show(seal), leaf, path, entries };
  };
  return { fileOf, leaves, show, all };
}

const verdictOn = (file: CompletenessFile) =>
  verifyCompleteness(requireValue(parseCompleteness(formatCompleteness(file))), [TEST_KEY]);
const problemOf = (file: CompletenessFile): string | undefined => {
  const verdict = verdictOn(file);
  return verdict.ok ? undefined : verdict.problem.code;
};

describe('What was asked about a person', () => {
  // Persons 0 to 4, in the order in which they were asked about; 5 never.
  const people = [0, 1, 0, 2, 0, 3, 1, 0, 4, 2, 0, 3];
  let day: Awaited<ReturnType<typeof sealedDay>>;
  let own: CompletenessFile;
  beforeAll(async () => {
    day = await sealedDay(people);
    own = await day.fileOf(0);
  });

  it('is whole, for everybody', async () => {
    for (const person of [0, 1, 2, 3, 4]) {
      const sealed = people.filter((one) => one === person).length;
      expect(verdictOn(await day.fileOf(person))).toMatchObject({ ok: true, value: { epoch, sealed, since: 0 } });
    }
  });

  it('is nothing, for somebody nobody asked about', async () => {
    expect(verdictOn(await day.fileOf(5))).toMatchObject({ ok: true, value: { sealed: 0, since: 0, said: [] } });
    const empty = await sealedDay([]);
    expect(verdictOn(await empty.fileOf(5))).toMatchObject({ ok: true, value: { sealed: 0 } });
  });

  it('is not believed where the log does not say openly that the day was sealed, so that it may have been sealed twice', async () => {
    const before = await (await sealedDay(people, leafWithoutMark)).fileOf(0);
    expect(problemOf(before)).toBe('day-seal-unmarked');
    expect(verifyCompleteness(before, [TEST_KEY])).toMatchObject({ problem: { code: 'day-seal-unmarked', epoch } });
  });

  it('is not believed with an entry dropped, put elsewhere, doubled, or added, opened or not', () => {
    const { entries } = own;
    fc.assert(
      fc.property(fc.nat(4), fc.nat(4), fc.boolean(), (from, to, isClosed) => {
        const shown = isClosed ? entries.map(({ receipt, commitment }) => ({ receipt, commitment })) : entries;
        const moved = [...shown];
        const [taken] = moved.splice(from, 1);
        if (taken === undefined) return;
        expect(problemOf({ ...own, entries: moved })).toBeDefined();
        moved.splice(to, 0, taken);
        expect(problemOf({ ...own, entries: moved }) === undefined).toBe(from === to);
        expect(problemOf({ ...own, entries: [...shown.slice(0, from), taken, ...shown.slice(from)] })).toBe(
          'chain-entry-twice',
        );
      }),
      { numRuns: 25 },
    );
  });

  it('is not believed with an entry of somebody else in it', async () => {
    const other = await day.fileOf(1);
    const [strange] = other.entries;
    if (strange === undefined) throw new Error('the other has no entry');
    expect(problemOf({ ...own, entries: [...own.entries.slice(0, 2), strange, ...own.entries.slice(3)] })).toBe(
      'chain-link-does-not-fit',
    );
    const closed = { receipt: strange.receipt, commitment: strange.commitment };
    expect(problemOf({ ...own, entries: [...own.entries.slice(0, 4), closed] })).toBe('chain-head-does-not-fit');
  });

  it('is not believed with another count, whichever head is shown with it', () => {
    const { leaf, entries } = own;
    if (leaf === undefined || !('head' in leaf)) throw new Error('there is no chain');
    const chain = { ...leaf };
    let head = emptyChainHead(own.secret);
    for (const [at, { commitment }] of entries.entries()) {
      const lied = { entries: at + 1, head: nextChainHead(chainLink(own.secret, at + 1, head), commitment) };
      ({ head } = lied);
      if (lied.entries === chain.entries) continue;
      expect(problemOf({ ...own, leaf: lied, entries: entries.slice(0, at + 1) })).toBe('chain-not-in-day');
    }
    expect(problemOf({ ...own, leaf: { ...chain, entries: 6 } })).toBe('chain-too-short');
    expect(problemOf({ ...own, leaf: { ...chain, entries: 4 } })).toBe('chain-head-does-not-fit');
    expect(problemOf({ ...own, leaf: { ...chain, head: sha256(chain.head) } })).toBe('chain-head-does-not-fit');
  });

  it('cannot be said to be nothing by showing the place of somebody else', () => {
    for (const leaf of day.leaves) expect(problemOf({ ...own, leaf, entries: [] })).toBe('chain-not-in-day');
    expect(problemOf({ ...own, leaf: undefined, path: [], entries: [] })).toBe('chain-not-in-day');
  });

  it('does not fit the secret of somebody else', async () => {
    const other = await day.fileOf(1);
    expect(problemOf({ ...own, secret: other.secret })).toBe('chain-link-does-not-fit');
    expect(problemOf({ ...other, leaf: own.leaf, path: own.path })).toBeDefined();
  });

  it('needs the log that signed it, the entry of a seal, and entries that stand in the log', () => {
    const stranger = signerKey('other.example.test', new Uint8Array(32).fill(1));
    expect(verifyCompleteness(own, [stranger])).toMatchObject({ ok: false });
    const [first] = own.entries;
    if (first === undefined) throw new Error('there is no entry');
    expect(problemOf({ ...own, seal: first })).toBe('completeness-malformed');
    const forged = entry({ act: 'inquiry.ask' }, 1);
    const shown = { ...first, commitment: leafOf(forged), opened: forged };
    expect(problemOf({ ...own, entries: [shown, ...own.entries.slice(1)] })).toBe('root-does-not-fit');
  });

  it('looks different every day and for every person, also where nothing was asked anew', () => {
    const seen = [0, 1, 2].map(secretOf).flatMap((secret) =>
      ['2026-11-25', '2026-11-26'].flatMap((of) => {
        const token = epochToken(secret, of);
        return [token, chainState(token, 1, emptyChainHead(secret))].map(bytesToHex);
      }),
    );
    expect(new Set(seen).size).toBe(12);
  });

  it('is read or refused, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(parseCompleteness(text)).toMatchObject({ ok: false });
      }),
      { numRuns: 200 },
    );
    const text = formatCompleteness(own);
    for (const cut of [1, 100, text.length - 3]) expect(parseCompleteness(text.slice(0, cut)).ok).toBe(false);
    expect(parseCompleteness(text)).toEqual({ ok: true, value: own });
  });
});
