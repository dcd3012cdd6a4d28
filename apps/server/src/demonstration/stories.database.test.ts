import { beforeAll, expect, it } from 'vitest';
import { makeWorld, signInAs } from '../../../../test/harness/people.js';
import { type Call, callAs, demonstrationLaw, registryWorld } from '../../../../test/harness/registry-world.js';
import { onChosenEngines } from '../../../../test/harness/test-node.js';
import { openMatcher } from '../modules/registry/matcher/matcher.js';
import sample from '../modules/inquiry/list/sample-rows.json' with { type: 'json' };
import { loadStories } from './load-registry.js';
import { visitorWith } from './visitor.js';
import stories from './stories.json' with { type: 'json' };

const world = registryWorld();
const types: Readonly<Record<string, 'resident_id' | 'passport'>> = { 居民身份证: 'resident_id', 护照: 'passport' };

/** The person of a row of the sample list, as the platform asks the registry about them. */
function personOf(number: number) {
  const row = sample.find((one) => one.number === number);
  if (row === undefined) throw new Error(`the sample list has no row ${number}`);
  const type = types[row.documentType] ?? 'passport';
  return {
    name: row.name,
    formerNames: [],
    documents: row.documentNumber.split(';').map((value) => ({ type, number: value })),
    ...('birthDate' in row && row.birthDate !== undefined ? { birthDate: row.birthDate } : {}),
    ...('nationality' in row && row.nationality !== undefined ? { nationality: row.nationality } : {}),
  };
}

onChosenEngines(
  'the stories of the demonstration',
  (node) => {
    const comparers = {} as Record<'comparer' | 'comparer-2', Call>;
    const load = () =>
      loadStories(node(), async (login) => visitorWith(node().http, { ...(await signInAs(node(), login)) }));
    beforeAll(async () => {
      await makeWorld(node());
      await load();
      for (const login of ['comparer', 'comparer-2'] as const) comparers[login] = await callAs(node(), login);
      world.setDraw(0.999);
    });

    it('is loaded once: an interrupted loading goes on, a second one changes nothing', async () => {
      await load();
      const registrar = await callAs(node(), 'registrar');
      const { items } = (await registrar('GET', '/api/registry/imports')).body as { items: { state: string }[] };
      expect(items.map(({ state }) => state)).toEqual(['entered', 'entered']);
    });

    it('has the nine stories that the mission names, each as a row of the list that the clerk downloads', () => {
      expect(stories.map(({ id }) => id)).toEqual([
        'none',
        'record-found',
        'sealed',
        'both-people-needed',
        'changed-name',
        'twin',
        'misused-identity',
        'hong-kong-permit',
        'new-passport',
      ]);
      expect(new Set(stories.map(({ sampleRow }) => personOf(sampleRow).name)).size).toBe(stories.length);
    });

    it.each(stories)('$id: the evidence is $evidence and the answer $answer', async (story) => {
      const person = personOf(story.sampleRow);
      const matcher = openMatcher(node().kernel, demonstrationLaw());
      const { documents, ...rest } = person;
      const asked = {
        id: 'asked',
        ...rest,
        documents: documents.map(({ type, number }) => ({ docType: type, docNumber: number })),
      };
      const [screened] = await matcher.screen([{ person: asked, lists: ['open/T1', 'open/T2'] }]);
      await matcher.stop();
      expect(screened?.band).toBe(story.evidence);

      const askId = await world.ask(node(), { person });
      await node().kernel.jobs.drain();
      for (const [index, ending] of story.opinions.entries()) {
        const call = comparers[index === 0 ? 'comparer' : 'comparer-2'];
        const inbox = (await call('GET', '/api/registry/comparisons')).body as {
          items: { id: string; version: number }[];
        };
        const [item] = inbox.items;
        const given = { version: item?.version, ending, reason: 'Compared line by line.' };
        const answer = await call('POST', `/api/registry/comparisons/${item?.id}/opinions`, given);
        expect(answer.status).toBe(201);
        await node().kernel.jobs.drain();
      }
      const told = world.sent().filter(({ body }) => body.askId === askId);
      expect(told.map(({ body }) => body.outcome)).toEqual([story.answer]);
    });
  },
  {},
  { modules: [world.module] },
);
