import { beforeAll, expect, it } from 'vitest';
import { caller, inquiryTestModule, inventedNumber, signedIn } from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { workplaceOf } from '../../../../../test/harness/workplace.js';
import { fixCoverage } from './actions/fix-coverage.js';
import { lookUpCoverage } from './actions/look-up-coverage.js';
import { sweepCoverage } from './actions/sweep-coverage.js';

const world = inquiryTestModule();
const names = ['clerk', 'clerk-elsewhere', 'reviewer', 'reviewer-elsewhere', 'superior', 'auditor'] as const;
const day = 86_400_000;

type Read = {
  readonly shown: { band: { en: string }; asOf: string; unit: { zh: string } } | null;
  readonly address: string | null;
};

onChosenEngines(
  'what others are shown',
  (node) => {
    let sessions: Record<(typeof names)[number], SignedIn>;
    const as = (name: (typeof names)[number]) => caller(node, () => sessions[name]);
    const workplace = () => workplaceOf(node());
    const read = async (who = as('clerk')): Promise<Read> =>
      (await who('GET', '/api/coverage/certificate')).body as unknown as Read;
    const look = (text: string) => lookUpCoverage(workplace(), text);
    let order = 0;
    const hire = async () => {
      order += 1;
      const documents = [{ type: 'resident_id', number: inventedNumber('19900101', 700 + order) }];
      const entry = { person: { name: `王厨${order}`, documents }, postClass: 'catering', employmentForm: 'contract' };
      expect((await as('clerk')('POST', '/api/employments', { ...entry, fromDate: '2026-11-02' })).status).toBe(201);
    };
    const pass = async (days: number) => {
      node().clock.advance(days * day);
      sessions = await signedIn(node(), names);
      await sweepCoverage(workplace());
    };
    let code = '';
    beforeAll(async () => {
      await makeWorld(node());
      sessions = await signedIn(node(), names);
      for (let one = 0; one < 10; one += 1) await hire();
      await sweepCoverage(workplace());
    });

    it('shows the band of a unit with ten people, to its clerk and authorities, and to nobody of another unit', async () => {
      const { shown, address } = await read();
      expect(shown?.band.en).toBe('Under 50 %');
      code = address?.split('#')[1] ?? '';
      expect(code).toMatch(/^[2-9A-Z]{26}$/);
      const unitId = String((await as('clerk')('GET', '/api/session')).body.organisation.id);
      for (const who of ['reviewer', 'superior'] as const)
        expect((await as(who)('GET', `/api/coverage/certificate?unitId=${unitId}`)).body.address).toBe(address);
      for (const who of ['clerk-elsewhere', 'reviewer-elsewhere'] as const) {
        const { body } = await as(who)('GET', `/api/coverage/certificate?unitId=${unitId}`);
        expect([body.shown, body.address]).toEqual([null, null]);
        const sheet = await as(who)('GET', `/api/coverage/certificate/sheet?unitId=${unitId}`);
        expect([sheet.status, sheet.body.code]).toEqual([404, 'not-found']);
      }
      expect((await as('auditor')('GET', '/api/coverage/certificate')).status).toBe(403);
      const { items } = (await as('reviewer')('GET', '/api/coverage/units')).body;
      expect(
        (items as { unitId: string; hasCertificate: boolean }[]).filter(({ hasCertificate }) => hasCertificate),
      ).toMatchObject([{ unitId }]);
    });

    it('answers anybody by code, credit code and name, and alike where nothing is shown', async () => {
      const name = (await read()).shown?.unit.zh ?? '';
      const [byCode, byName, byPart] = [await look(code), await look(name), await look(name.slice(0, 4))];
      expect(byCode.items).toHaveLength(1);
      expect(byName).toEqual(byCode);
      expect(byPart.items).toEqual(byCode.items);
      const none = await look('22222222222222222222222222');
      expect(none.items).toEqual([]);
      for (const text of ['没有这样的学校', '100', `${name}${name}`, '____', '%%%%'])
        expect(await look(text)).toEqual(none);
      const told = JSON.stringify(byCode);
      expect(told).not.toMatch(/王厨|catering|"staff"|"checked"/);
    });

    it('prints the sheet', async () => {
      const sheet = await as('clerk')('GET', '/api/coverage/certificate/sheet');
      expect(sheet.status).toBe(200);
    });

    it('stands still for its period whoever leaves, is fixed once, and is gone with the next below ten people', async () => {
      const before = await look(code);
      const { items } = (await as('clerk')('GET', '/api/employments?limit=1')).body as {
        items: { id: string; version: number }[];
      };
      const [{ id, version } = { id: '', version: 0 }] = items;
      expect((await as('clerk')('POST', `/api/employments/${id}/end`, { on: '2026-11-22', version })).status).toBe(200);
      await pass(1);
      await fixCoverage(workplace());
      expect(await look(code)).toEqual(before);
      await pass(8);
      expect((await look(code)).items).toEqual([]);
      expect((await read()).shown).toBeNull();
      await hire();
      await pass(1);
      expect((await look(code)).items).toEqual([]);
      await pass(31);
      expect((await look(code)).items).toHaveLength(1);
    });
  },
  {},
  { modules: [world.module] },
);
