import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  asOwner,
  contentOf,
  type OnRecord,
  putOnRecord,
  sealOnRecord,
  timesDone,
} from '../../../../../../test/harness/index-world.js';
import { makeWorld } from '../../../../../../test/harness/people.js';
import { declareSources, demonstrationLaw, registryWorld } from '../../../../../../test/harness/registry-world.js';
import { onChosenEngines } from '../../../../../../test/harness/test-node.js';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Kernel } from '../../../kernel/kernel.js';
import { systemViewer } from '../../../kernel/viewer.js';
import { indexSnapshotStore } from '../store/index-snapshot-store.js';
import { readIndex, type RefusedSnapshot } from './kept-index.js';
import { type Matcher, openMatcher } from './matcher.js';

const world = registryWorld();
const law = demonstrationLaw();

onChosenEngines(
  'the kept index',
  (node) => {
    const people: OnRecord[] = [];
    let serial = 0;
    const put = async () => {
      const onRecord = await putOnRecord(node(), (serial += 1));
      people.push(onRecord);
      return onRecord;
    };
    /** As a process that has just begun: it has no data key in memory. */
    const forgetOpenedKeys = async () => {
      const keys = await asOwner<{ id: string }>(
        node(),
        `select id from kernel.data_key where kind = 'registry.index'`,
      );
      node().kernel.keys.forget(keys.map(({ id }) => id));
    };
    /** The word under which what is kept cannot be read; null where it can. */
    const unreadable = async (): Promise<string | null> => {
      const { database, clock } = node().kernel;
      const kept = await withTransaction(database, systemViewer('matcher'), clock.now(), (transaction) =>
        indexSnapshotStore(transaction).newest(),
      );
      if (kept === undefined) throw new Error('nothing is kept');
      try {
        for await (const { bytes } of readIndex(node().kernel, kept)) expect(bytes.length).toBeGreaterThan(0);
        return null;
      } catch (error) {
        return (error as RefusedSnapshot).code;
      }
    };
    /** What a start finds, and the word under which it refused what was kept; null where it opened it. */
    const start = async (own = law): Promise<{ content: string[]; refused: string | null }> => {
      const codes: string[] = [];
      const log = { ...node().kernel.log, warn: (said: { code?: string }) => codes.push(String(said.code)) };
      await forgetOpenedKeys();
      const matcher = openMatcher({ ...node().kernel, log } as unknown as Kernel, own);
      const opened = await timesDone(node(), 'registry.open-index');
      const content = await contentOf(matcher, people);
      await matcher.stop();
      if (codes.length === 0) expect(await timesDone(node(), 'registry.open-index')).toBe(opened + 1);
      expect(codes.length).toBeLessThan(2);
      return { content, refused: codes[0] ?? null };
    };
    // One matcher keeps for all, as a node's does, so that only a start costs a thread.
    let keeper: Matcher;
    const keepAnew = () => keeper.keep();
    /** Keeping by a matcher of its own; the other may hold what the tables no longer say. */
    const keepBy = async (kernel: Kernel): Promise<void> => {
      const matcher = openMatcher(kernel, law);
      await matcher.keep().finally(() => matcher.stop());
    };
    const renewKeeper = async () => {
      await keeper.stop();
      keeper = openMatcher(node().kernel, law);
    };
    const objects = async (): Promise<string[]> => {
      const found = await readdir(join(node().folder, 'derived'), { recursive: true, withFileTypes: true });
      return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    };
    const truth = () => people.map(({ recordId }) => `open/T1 ${recordId} strong`);

    beforeAll(async () => {
      await makeWorld(node());
      await declareSources(node());
      for (let count = 0; count < 3; count += 1) await put();
      keeper = openMatcher(node().kernel, law);
      await keepAnew();
    });
    afterAll(() => keeper.stop());

    it('is opened by a start, which applies what changed since; what was sealed since is not in reach', async () => {
      const sealed = await put();
      await keepAnew();
      await sealOnRecord(node(), sealed);
      people.splice(people.indexOf(sealed), 1);
      await put();
      expect(await contentOfAsked([sealed])).toEqual([]);
      expect(await start()).toEqual({ content: truth(), refused: null });
    });
    const contentOfAsked = async (asked: readonly OnRecord[]) => {
      const matcher = openMatcher(node().kernel, law);
      const content = await contentOf(matcher, asked);
      await matcher.stop();
      return content;
    };

    it('lies encrypted, holds no name in clear, and leaves no older one behind', async () => {
      await keepAnew();
      const before = await objects();
      await keepAnew();
      const after = await objects();
      expect(after).toHaveLength(before.length);
      expect(after.filter((path) => before.includes(path))).toEqual([]);
      for (const path of after) {
        const bytes = await readFile(path);
        for (const { name, number } of people)
          for (const clear of [Buffer.from(name), Buffer.from(name, 'utf16le'), Buffer.from(number)])
            expect(bytes.includes(clear)).toBe(false);
      }
      const [keys] = await asOwner<{ live: number }>(
        node(),
        `select count(*) filter (where destroyed_at is null) as live from kernel.data_key where kind = 'registry.index'`,
      );
      expect(Number(keys?.live)).toBe(after.length);
    });

    describe('is refused, and the index built from the rows,', () => {
      it('where a part is cut short at any of its seams, altered, or in the place of another', async () => {
        await keepAnew();
        const paths = await objects();
        const [first, second] = paths as [string, string];
        const whole = await readFile(first);
        // Version, suite, key id, nonce, tag: the seams of a sealed value; then its middle and its end.
        const lengths = [0, 1, 2, 17, 18, 29, 30, 45, 46, whole.length >>> 1, whole.length - 16, whole.length - 1];
        const broken = [
          ...lengths.map((length) => whole.subarray(0, length)),
          Buffer.concat([whole, Buffer.of(0)]),
          whole.map((byte, at) => (at === whole.length >>> 1 ? byte ^ 1 : byte)),
          await readFile(second),
        ];
        for (const bytes of broken) {
          await writeFile(first, bytes);
          expect(await unreadable()).toBe('changed');
        }
        expect(await start()).toEqual({ content: truth(), refused: 'changed' });
        await writeFile(first, whole);
        expect(await unreadable()).toBeNull();
      });

      it('where a part is not there', async () => {
        await keepAnew();
        const [first = ''] = await objects();
        await rm(first);
        expect(await start()).toEqual({ content: truth(), refused: 'missing' });
      });

      it.each([
        ['changed', 'update registry.index_snapshot set sequence = sequence - 1'],
        ['changed', `update registry.index_snapshot set day = day - 1`],
        ['later_day', 'update registry.index_snapshot set day = day + 1'],
        ['ahead_of_database', 'update registry.index_snapshot set sequence = sequence + 1'],
        ['other_format', 'update registry.index_snapshot set format = 99'],
        ['other_rules', `update registry.index_snapshot set rule_version = 'before'`],
        ['other_law', `update registry.index_snapshot set law_hash = 'another'`],
        ['other_settings', `update registry.index_snapshot set settings = '[["a","b"]]'`],
        ['changed', 'delete from registry.index_snapshot_part where place = 0'],
        ['missing', 'delete from registry.index_snapshot_part'],
        ['changed', `update registry.index_snapshot_part set list = 'restricted/T1' where list is not null`],
        ['changed', 'update registry.index_snapshot_part set size = size + 1 where place = 0'],
        [
          'changed',
          `update registry.index_snapshot_part set data_key_id = (select data_key_id from registry.index_snapshot_part where place = 1) where place = 0`,
        ],
        [
          'key_unknown',
          `update kernel.data_key set wrapped = null, destroyed_at = now() where kind = 'registry.index' and destroyed_at is null`,
        ],
        [
          'key_unknown',
          `update kernel.data_key set wrapped = set_byte(wrapped, 20, (get_byte(wrapped, 20) + 1) % 256) where kind = 'registry.index' and destroyed_at is null`,
        ],
      ])('%s: %s', async (code, statement) => {
        await keepAnew();
        await asOwner(node(), statement);
        expect(await start()).toEqual({ content: truth(), refused: code });
      });

      it('where the law pack or the choices on it are others', async () => {
        await keepAnew();
        expect(await start({ ...law, hash: 'another' })).toEqual({ content: truth(), refused: 'other_law' });
        const [point] = law.pack.openPoints;
        const settings = { choices: { [point?.id ?? '']: point?.default ?? '' } };
        expect(await start({ ...law, settings })).toEqual({ content: truth(), refused: 'other_settings' });
      });

      it('where a change is lost in the middle or at the end', async () => {
        for (const lost of ['min', 'max']) {
          await keepAnew();
          const [kept] = await asOwner<{ sequence: number }>(node(), 'select sequence from registry.index_snapshot');
          await put();
          const sealed = await put();
          await sealOnRecord(node(), sealed);
          people.splice(people.indexOf(sealed), 1);
          await asOwner(
            node(),
            `delete from registry.index_change where sequence = (select ${lost}(sequence) from registry.index_change where sequence > ${kept?.sequence})`,
          );
          expect(await start()).toEqual({ content: truth(), refused: 'change_lost' });
          await renewKeeper();
        }
      });

      it('where an older copy of the database was put back, whose changes go on otherwise', async () => {
        await keepAnew();
        await asOwner(node(), 'update registry.index_head set sequence = sequence - 1');
        await asOwner(
          node(),
          'delete from registry.index_change where sequence > (select sequence from registry.index_head)',
        );
        expect(await start()).toEqual({ content: truth(), refused: 'ahead_of_database' });
        await renewKeeper();
      });
    });

    it('stays the earlier one where keeping ends in the middle, and what was left half is taken away by the next', async () => {
      await keepAnew();
      const whole = await objects();
      const { derived } = node().kernel;
      let stored = 0;
      const endsBefore = (call: number): Kernel => ({
        ...node().kernel,
        derived: {
          ...derived,
          put: async (...given) => {
            if ((stored += 1) === call) throw new Error('the machine stopped');
            return derived.put(...given);
          },
        },
      });
      for (let call = 1; call <= whole.length; call += 1) {
        stored = 0;
        await expect(keepBy(endsBefore(call))).rejects.toThrow('the machine stopped');
        expect(await unreadable()).toBeNull();
      }
      expect(await start()).toEqual({ content: truth(), refused: null });
      const torn = join(node().folder, 'derived', 'unfinished', '.unfinished-torn');
      await writeFile(torn, 'half of a part');
      await utimes(torn, new Date(0), new Date(0));
      expect((await objects()).length).toBeGreaterThan(whole.length + 1);
      await keepAnew();
      expect(await objects()).toHaveLength(whole.length);
    });

    it('is the new one where keeping ended after it was named', async () => {
      const { derived } = node().kernel;
      const keepOnly = () => Promise.reject(new Error('the machine stopped'));
      const ends: Kernel = { ...node().kernel, derived: { ...derived, keepOnly } };
      await put();
      await expect(keepBy(ends)).rejects.toThrow('the machine stopped');
      expect(await start()).toEqual({ content: truth(), refused: null });
    });

    it('takes the same answers for many who ask together, each their own', async () => {
      const matcher: Matcher = openMatcher(node().kernel, law);
      const asked = [...people, ...people].map((person) => contentOf(matcher, [person]));
      const answers = await Promise.all(asked);
      await matcher.stop();
      expect(answers).toEqual([...truth(), ...truth()].map((one) => [one]));
    });
  },
  {},
  { modules: [world.module] },
);
