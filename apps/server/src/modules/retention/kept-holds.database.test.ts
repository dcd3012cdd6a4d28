import { builtInPacks, loadPack } from '@gatehouse/law';
import { systemViewer } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import { asOwner } from '../../../../../test/harness/index-world.js';
import { inventedNumber } from '../../../../../test/harness/inquiry-world.js';
import { archiveThatThrows } from '../../../../../test/harness/kept.js';
import { callerAs, makeWorld } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { erasuresAgain } from '../../kernel/erasure.js';
import { keptHolds } from './actions/keep.js';
import { sweepRetention } from './actions/sweep-retention.js';
import type { Archive } from './doors.js';

const day = 86_400_000;

onChosenEngines('holds that were lifted', (node) => {
  let archive: Archive;
  beforeAll(async () => {
    await makeWorld(node());
    const { pack, hash } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
    archive = archiveThatThrows(node(), { pack, hash }, keptHolds(node().kernel));
  });
  const pass = async (days: number): Promise<void> => {
    node().clock.advance(days * day);
    await sweepRetention(archive);
  };
  const step = async (login: string, url: string, body: object = {}) => {
    const answer = await (await callerAs(node(), login))('POST', `/api/retention/holds${url}`, body);
    expect([url, answer.code]).toEqual([url, undefined]);
    return String(answer.json().id);
  };
  const placed = (order: number) =>
    step('procurator', '', {
      document: { type: 'resident_id', number: inventedNumber('19790303', order) },
      ...{ ground: 'criminal_case', reference: `云检〔2026〕${order}号` },
    });
  const lifted = async (order: number) => {
    const id = await placed(order);
    await step('procurator', `/${id}/ask-lift`);
    return step('procurator-second', `/${id}/lift`);
  };
  const rowOf = async (id: string) =>
    (
      await asOwner<{ erased: boolean; leads: number; wrapped: Buffer | null; lifted: boolean }>(
        node(),
        `select one.erased_at is not null as erased, one.lifted_at is not null as lifted, key.wrapped,
                cardinality(one.tokens) + length(one.document) + length(one.reference) as leads
           from retention.hold one join kernel.data_key key on key.id = one.data_key_id where one.id = '${id}'`,
      )
    )[0];

  it('say no more whose documents were held and for which case, unless another hold names the same person', async () => {
    const [gone, named, standing] = [await lifted(801), await lifted(802), await placed(802)];
    await pass(360);
    expect((await rowOf(gone))?.erased).toBe(false);
    await pass(40);
    expect(await rowOf(gone)).toEqual({ erased: true, leads: 0, wrapped: null, lifted: true });
    for (const id of [named, standing]) expect((await rowOf(id))?.erased).toBe(false);
    const { items } = (await (await callerAs(node(), 'procurator'))('GET', '/api/retention/holds')).json();
    expect((items as { id: string }[]).map(({ id }) => id).sort()).toEqual([named, standing].sort());
  });

  it('are erased again in an older copy, where they were lifted there', async () => {
    const [ended, standing] = [await lifted(803), await placed(804)];
    const again = (objectId: string) =>
      act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
        const lost = { act: 'erased', objectId, at: context.now };
        const outcome = await erasuresAgain(keptHolds(node().kernel))['retention.hold']?.(context, lost);
        await context.record({});
        return outcome;
      });
    expect([await again(ended), await again(ended), await again(standing)]).toEqual(['done', 'already', 'by_hand']);
    expect(await rowOf(ended)).toMatchObject({ erased: true, leads: 0, wrapped: null });
  });
});
