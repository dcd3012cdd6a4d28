import { builtInPacks, loadPack } from '@gatehouse/law';
import { systemViewer } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import { asOwner } from '../../../../../test/harness/index-world.js';
import { inventedNumber } from '../../../../../test/harness/inquiry-world.js';
import { type Archive, archiveThatThrows, sweepRetention } from '../../../../../test/harness/kept.js';
import { callerAs, makeWorld } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { withheldDesk } from '../../../../../test/harness/withheld-desk.js';
import { act } from '../../kernel/act.js';
import { newId } from '../../kernel/ids.js';
import { keptLooks } from './actions/keep.js';
import { reapplyToLook } from './actions/reapply-withheld.js';

const day = 86_400_000;
const number = inventedNumber('19790303', 781);

onChosenEngines('emergency looks whose time has passed', (node) => {
  let archive: Archive;
  const desk = withheldDesk(node, number);
  beforeAll(async () => {
    await makeWorld(node());
    const { pack, hash } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
    archive = archiveThatThrows(node(), { pack, hash }, keptLooks(node().kernel));
  });
  const pass = async (days: number): Promise<void> => {
    node().clock.advance(days * day);
    await sweepRetention(archive);
  };
  const rowOf = async (id: string) =>
    (
      await asOwner<{ erased: boolean; leads: number; wrapped: Buffer | null; verdict: string | null }>(
        node(),
        `select one.erased_at is not null as erased, one.verdict, key.wrapped,
                cardinality(one.tokens) + cardinality(one.subjects) + length(one.reason) + length(one.reference)
                  + coalesce(length(one.verdict_words), 0)
                  + coalesce((select sum(length(period.reason)) from access.withheld_look period where period.look_id = one.id), 0)::int as leads
           from access.emergency_look one join kernel.data_key key on key.id = one.data_key_id where one.id = '${id}'`,
      )
    )[0];
  const restored = (objectId: string) =>
    act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
      const outcome = await reapplyToLook(node().kernel, context, { act: 'erased', objectId, at: context.now });
      await context.record({});
      return outcome;
    });

  it('say no more about whom they were and why; that there was one, and how it was found, stays', async () => {
    const withheld = await desk.look();
    await desk.withhold(withheld, 3);
    await desk.approve(withheld);
    const plain = await desk.look();
    await pass(2);
    expect((await desk.ownPage()).looks).toHaveLength(1);
    await pass(1080);
    expect((await rowOf(plain))?.erased).toBe(false);
    await pass(40);
    expect(await rowOf(plain)).toEqual({ erased: true, leads: 0, wrapped: null, verdict: 'in_order' });
    // The watch has not entered that it is withheld no more: it is not erased before.
    expect((await rowOf(withheld))?.erased).toBe(false);
    await asOwner(node(), `update access.withheld_look set released_at = now() where look_id = '${withheld}'`);
    await pass(1);
    expect(await rowOf(withheld)).toEqual({ erased: true, leads: 0, wrapped: null, verdict: 'in_order' });
    expect((await desk.ownPage()).looks).toHaveLength(0);
    const listed = (await (await callerAs(node(), 'auditor'))('GET', '/api/emergency-looks-to-review')).json();
    const items = listed.items as { id: string }[];
    expect(items.find(({ id }) => id === plain)).toMatchObject({ reason: '—', may: [] });
    const again = { verdict: 'not_in_order', words: '再看' };
    const late = await (await callerAs(node(), 'auditor'))('POST', `/api/emergency-looks/${plain}/review`, again);
    expect(late.statusCode).toBe(409);
  });

  it('stay while nobody has said whether they were in order', async () => {
    const asked = { kind: 'prohibitions', documentType: 'resident_id', number, ground: 'urgent_measure' };
    const owner = await callerAs(node(), 'procurator');
    const { id } = (
      await owner('POST', '/api/emergency-looks', { ...asked, reason: '办案', reference: '10号' })
    ).json();
    await (
      await callerAs(node(), 'procurator-second')
    )('POST', `/api/emergency-looks/${id}/approve`);
    await (
      await callerAs(node(), 'procurator')
    )('POST', `/api/emergency-looks/${id}/end`);
    await pass(1080);
    await pass(60);
    expect((await rowOf(String(id)))?.erased).toBe(false);
  });

  it('are erased again in an older copy that was put back', async () => {
    const id = await desk.look();
    expect([await restored(id), await restored(id), await restored(newId())]).toEqual(['done', 'already', 'unknown']);
    expect(await rowOf(id)).toMatchObject({ erased: true, leads: 0, wrapped: null });
  });
});
