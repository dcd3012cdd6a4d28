import { builtInPacks, loadPack } from '@gatehouse/law';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import { asOwner } from '../../../../../test/harness/index-world.js';
import { inventedNumber } from '../../../../../test/harness/inquiry-world.js';
import { type Archive, archiveThatThrows, sweepRetention } from '../../../../../test/harness/kept.js';
import { makeWorld } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { withheldDesk } from '../../../../../test/harness/withheld-desk.js';
import { act } from '../../kernel/act.js';
import { newId } from '../../kernel/ids.js';
import { keptVisits, visitsAgain } from './actions/keep-visits.js';
import type { Platform } from './doors.js';
import { toldLookStore } from './store/told-look-store.js';

const day = 86_400_000;
const number = inventedNumber('19790303', 791);

onChosenEngines('what the own page keeps, once its time has passed', (node) => {
  let archive: Archive;
  const desk = withheldDesk(node, number);
  beforeAll(async () => {
    await makeWorld(node());
    const { pack, hash } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
    archive = archiveThatThrows(node(), { pack, hash }, keptVisits(node().kernel));
  });
  const pass = async (days: number): Promise<void> => {
    node().clock.advance(days * day);
    await sweepRetention(archive);
  };
  /** A look that a node of casework told of. */
  const told = async (lookId = newId()): Promise<string> => {
    const { database, keys, clock } = node().kernel;
    const openedAt = clock.now().toISOString();
    await withTransaction(database, systemViewer('exchange'), clock.now(), (transaction) =>
      toldLookStore(keys, transaction).keep('casework', {
        ...{ lookId, document: { type: 'resident_id', number }, openedAt, toldAt: openedAt, withheldUntil: null },
        ...{ by: { en: 'Procuratorate (invented)', zh: '检察院（虚构）' }, ground: 'urgent_measure' },
        proofs: [{ entryId: newId(), log: 1, index: 7, file: 'proof' }],
      }),
    );
    return lookId;
  };
  const codes = () =>
    asOwner<{ erased: boolean; leads: number; opened: boolean }>(
      node(),
      `select erased_at is not null as erased, exists (select 1 from inquiry.visit where desk_code_id = code.id) as opened,
              cardinality(document_tokens) + length(name_token) + cardinality(subjects) + cardinality(chain_tokens) as leads
         from inquiry.desk_code code order by issued_at`,
    );
  const lookOf = async (id: string) =>
    (
      await asOwner<{ erased: boolean; leads: number; wrapped: Buffer | null }>(
        node(),
        `select erased_at is not null as erased, cardinality(tokens) + length(content) as leads, key.wrapped
           from inquiry.told_look look join kernel.data_key key on key.id = look.data_key_id where look.id = '${id}'`,
      )
    )[0];
  const asked: string[] = [];
  const platform = () =>
    ({
      kernel: node().kernel,
      doors: { askCaseworkAgain: async (_: unknown, { lookId }: { lookId: string }) => void asked.push(lookId) },
    }) as unknown as Platform;
  const again = (kind: string, objectId: string, done = 'erased', at = node().clock.now()) =>
    act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
      await context.record({});
      return visitsAgain(platform())[kind]?.(context, { act: done, objectId, at });
    });

  it('says no more whose page was opened, nor about whom a look was; that there was one, and when, stays', async () => {
    const look = await told();
    expect((await desk.ownPage()).looks).toHaveLength(1);
    await pass(1_000);
    expect(await codes()).toMatchObject([{ erased: false, opened: true }]);
    expect((await codes())[0]?.leads).toBeGreaterThan(2);
    expect((await lookOf(look))?.erased).toBe(false);
    await desk.ownPage();
    await pass(70);
    await pass(40);
    expect(await codes()).toMatchObject([
      { erased: true, leads: 0, opened: true },
      { erased: false, opened: true },
    ]);
    expect(await lookOf(look)).toEqual({ erased: true, leads: 0, wrapped: null });
    // Whoever opens their page later is shown neither.
    expect(await desk.ownPage()).toMatchObject({ looks: [] });
  });

  it('is erased again in an older copy that was put back', async () => {
    const look = await told();
    const [{ id: code } = { id: '' }] = await asOwner<{ id: string }>(
      node(),
      'select id from inquiry.desk_code where erased_at is null limit 1',
    );
    for (const [kind, id] of [
      ['inquiry.told-look', look],
      ['desk-code', code],
    ] as const)
      expect([await again(kind, id), await again(kind, id), await again(kind, newId())]).toEqual([
        'done',
        'already',
        'unknown',
      ]);
    expect(await lookOf(look)).toEqual({ erased: true, leads: 0, wrapped: null });
  });

  it('counts from when it was told first where it is told again after an older copy was put back', async () => {
    const [look, fresh] = [newId(), await told()];
    const first = new Date(node().clock.now().getTime() - 1_060 * day);
    expect(await again('inquiry.told-look', look, 'told:casework', first)).toBe('done');
    expect(asked).toEqual([look]);
    await told(look);
    await pass(10);
    expect((await lookOf(look))?.erased).toBe(false);
    await pass(40);
    expect([(await lookOf(look))?.erased, (await lookOf(fresh))?.erased]).toEqual([true, false]);
  });

  it('does not come back where it was erased after that copy was made', async () => {
    const look = newId();
    expect(await again('inquiry.told-look', look, 'told:casework')).toBe('done');
    expect(await again('inquiry.told-look', look)).toBe('done');
    await told(look);
    expect(await lookOf(look)).toBeUndefined();
  });
});
