import type { GapTask as Task, WorkforceHome } from '@gatehouse/contract';
import { beforeAll, expect, it } from 'vitest';
import { caller, inquiryTestModule, inventedNumber, signedIn } from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { workplaceOf } from '../../../../../test/harness/workplace.js';
import { sweepCoverage } from './actions/sweep-coverage.js';

const world = inquiryTestModule();
const names = ['clerk', 'reviewer', 'reviewer-elsewhere', 'superior'] as const;
const day = 86_400_000;

onChosenEngines(
  'a question about an empty post',
  (node) => {
    let sessions: Record<(typeof names)[number], SignedIn>;
    const as = (name: (typeof names)[number]) => caller(node, () => sessions[name]);
    const [clerk, reviewer, superior] = [as('clerk'), as('reviewer'), as('superior')];
    const look = () => sweepCoverage(workplaceOf(node()));
    const pass = async (days: number) => {
      node().clock.advance(days * day);
      sessions = await signedIn(node(), names);
      await look();
    };
    const asked = async (who = clerk) =>
      ((await who('GET', '/api/gaps?limit=200')).body.items as Task[])
        .filter(({ kind, unit }) => kind === 'nobody_in_post' && unit.zh === '甲县第一小学（虚构）')
        .map(({ postClass, step, may }) => [postClass?.zh, step.title.en, may, step.overdueSince !== undefined])
        .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
    const tasks = async (who = clerk) => (await who('GET', '/api/coverage/home')).body.tasks as WorkforceHome['tasks'];
    const answer = async (question: string) =>
      String(
        (await clerk('POST', '/api/post-answers', { question, kind: 'none_needed', words: '与镇政府共用' })).body.id,
      );
    const judge = async (id: string, verdict: 'accepted' | 'asked_again') =>
      (await reviewer('POST', `/api/post-answers/${id}/judge`, { verdict, words: '已核实' })).status;
    const ofUnit = (post: string) => [post, 'The unit enters people or answers the question', ['mend'], false];
    const both = ['安保人员', '食堂工作人员'];
    beforeAll(async () => {
      await makeWorld(node());
      sessions = await signedIn(node(), names);
      const documents = [{ type: 'resident_id', number: inventedNumber('19900101', 800) }];
      const person = { name: '张师', documents };
      const entry = { person, postClass: 'teacher', employmentForm: 'contract', fromDate: '2026-12-20' };
      expect((await clerk('POST', '/api/employments', entry)).status).toBe(201);
      await look();
    });

    it('has a clock from the day on which it is asked, on the home of the unit and the list of its county', async () => {
      expect(await asked()).toEqual(both.map(ofUnit));
      expect((await asked(reviewer)).map(([post]) => post)).toEqual(both);
      expect(await asked(as('reviewer-elsewhere'))).toEqual([]);
      expect(await tasks()).toContainEqual(
        expect.objectContaining({ kind: 'gaps', count: 2, dueAt: expect.any(String) as string }),
      );
      await look();
      expect(await asked()).toHaveLength(2);
    });

    it('is the turn of the authority while an answer waits, and rests once it is accepted', async () => {
      const first = await answer('security');
      await look();
      const judged = ['安保人员', 'The authority judges the answer', [], false];
      expect((await asked(reviewer)).find(([post]) => post === '安保人员')).toEqual(judged);
      expect(await judge(first, 'asked_again')).toBe(200);
      await look();
      expect((await asked()).find(([post]) => post === '安保人员')).toEqual(ofUnit('安保人员'));
      expect(await judge(await answer('security'), 'accepted')).toBe(200);
      await look();
      expect(await asked()).toEqual([ofUnit('食堂工作人员')]);
    });

    it('goes to the authority when its time has run out, and from there above like any other late step', async () => {
      await pass(20);
      expect(await asked(reviewer)).toEqual([['食堂工作人员', 'The authority orders correction', ['order'], false]]);
      await pass(10);
      expect(await asked(superior)).toEqual([['食堂工作人员', 'The authority orders correction', [], true]]);
      expect((await tasks(superior)).map(({ kind }) => kind)).toContain('gaps-below');
    });
  },
  {},
  { modules: [world.module] },
);
