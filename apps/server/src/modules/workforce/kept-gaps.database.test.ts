import { builtInPacks, loadPack } from '@gatehouse/law';
import { withTransaction } from '@gatehouse/server';
import { beforeAll, expect, it } from 'vitest';
import { asOwner } from '../../../../../test/harness/index-world.js';
import { inventedNumber } from '../../../../../test/harness/inquiry-world.js';
import { type Archive, archiveThatThrows, sweepRetention } from '../../../../../test/harness/kept.js';
import { callerAs, makeWorld, type World } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { erasuresAgain } from '../../kernel/erasure.js';
import { newId } from '../../kernel/ids.js';
import { newSealer } from '../../kernel/sealing.js';
import { systemViewer } from '../../kernel/viewer.js';
import { keptGaps } from './actions/keep-gaps.js';
import { stepKeyKind, stepTable } from './actions/list-gaps.js';
import { gapReferralStore } from './store/gap-referral-store.js';
import { gapStore } from './store/gap-store.js';

const day = 86_400_000;
const coverage = systemViewer('coverage');

onChosenEngines('what was written about a gap, once its time has passed', (node) => {
  let archive: Archive;
  let organisations: World['organisations'];
  beforeAll(async () => {
    ({ organisations } = await makeWorld(node()));
    const { pack, hash } = loadPack(builtInPacks.get('cn-national'), builtInPacks);
    archive = archiveThatThrows(node(), { pack, hash }, [keptGaps(node().kernel)]);
  });
  const pass = async (days: number): Promise<void> => {
    node().clock.advance(days * day);
    await sweepRetention(archive);
  };
  /** A gap with one step at which something was written; closed unless said otherwise. */
  const gap = ({ employmentId = null as string | null, isOpen = false, isReferred = false } = {}): Promise<string> =>
    withTransaction(node().kernel.database, coverage, node().clock.now(), async (context) => {
      const store = gapStore(context);
      const [unitId, reviewerId] = [organisations.school, organisations.education];
      const id = await store.insert({
        ...{ unitId, reviewerId, superiorId: null, employmentId, kind: 'not_yet_asked', key: newId() },
        ...{ postClass: null, missing: null, toldUnit: true, since: context.now },
        ...{ checkState: null, checkBegunAt: null, checkStepAt: null },
      });
      const place = { responsible: 'reviewing', organisationId: reviewerId, dueAt: context.now };
      await store.begin({ gapId: id, sequence: 1, step: 'verify_correction', ...place });
      const { step } = await store.atStep(id);
      const sealer = await newSealer(node().kernel.keys, context, stepKeyKind, stepTable);
      const words = sealer.seal('words', step.id, '李老师已补查。');
      await store.end(step, 'system:coverage', { dataKeyId: sealer.dataKeyId, words });
      if (isReferred) await gapReferralStore(context).begin(id);
      if (!isOpen) await store.close(id, 'verified');
      return id;
    });
  const employed = async (order: number): Promise<string> => {
    const person = { name: '李乙', documents: [{ type: 'resident_id', number: inventedNumber('19820202', order) }] };
    const entry = { person, postClass: 'driver', employmentForm: 'contract', fromDate: '2026-11-01' };
    const answer = await (await callerAs(node(), 'clerk'))('POST', '/api/employments', entry);
    return String(answer.json().id);
  };
  const rowOf = async (id: string) =>
    (
      await asOwner<{ erased: boolean; words: number; keys: number; outcome: string | null }>(
        node(),
        `select gap.erased_at is not null as erased, length(step.words) as words, gap.outcome,
                (select count(*)::int from kernel.data_key key where key.id = step.data_key_id and key.wrapped is not null) as keys
           from workforce.gap gap join workforce.gap_step step on step.gap_id = gap.id where gap.id = '${id}'`,
      )
    )[0];

  it('goes; that it was closed, how and by which steps stays', async () => {
    const [closed, open, owed] = [await gap(), await gap({ isOpen: true }), await gap({ isReferred: true })];
    await pass(1_070);
    expect(await rowOf(closed)).toMatchObject({ erased: false, keys: 1 });
    await pass(60);
    expect(await rowOf(closed)).toEqual({ erased: true, words: 0, keys: 0, outcome: 'verified' });
    // Still open, and still in the hand of a procuratorate.
    expect(await rowOf(open)).toMatchObject({ erased: false, keys: 1 });
    expect(await rowOf(owed)).toMatchObject({ erased: false, keys: 1 });
  });

  it('stays while a hold names whom the gap is about', async () => {
    const [held, free] = [
      await gap({ employmentId: await employed(71) }),
      await gap({ employmentId: await employed(72) }),
    ];
    const document = { type: 'resident_id', number: inventedNumber('19820202', 71) };
    const hold = { document, ground: 'criminal_case', reference: '云检71号' };
    expect((await (await callerAs(node(), 'procurator'))('POST', '/api/retention/holds', hold)).statusCode).toBe(201);
    await pass(1_070);
    await pass(60);
    expect([(await rowOf(held))?.erased, (await rowOf(free))?.erased]).toEqual([false, true]);
  });

  it('is erased again in an older copy that was put back, unless the gap is open in it', async () => {
    const [closed, open] = [await gap(), await gap({ isOpen: true })];
    const again = (objectId: string) =>
      act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
        await context.record({});
        const lost = { act: 'erased', objectId, at: context.now };
        return erasuresAgain([keptGaps(node().kernel)])['workforce.gap']?.(context, lost);
      });
    expect([await again(closed), await again(closed), await again(newId()), await again(open)]).toEqual([
      ...['done', 'already', 'unknown', 'by_hand'],
    ]);
  });
});
