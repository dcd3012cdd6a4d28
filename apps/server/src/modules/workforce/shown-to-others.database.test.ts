import { keyOf, listUriOf, newHolder, presentProof, verifyPresentation } from '@gatehouse/credential';
import type { EmploymentView, OwnPage, SentPerson } from '@gatehouse/contract';
import { beforeAll, expect, it } from 'vitest';
import {
  answerFrom,
  caller,
  inquiryTestModule,
  inventedNumber,
  lastAskId,
  signedIn,
  soundDraft,
} from '../../../../../test/harness/inquiry-world.js';
import { makeWorld, type SignedIn } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';
import { openReleaseWindows, sweepProofs, workplaceOf } from '../../../../../test/harness/workplace.js';
import { fixCoverage } from './actions/fix-coverage.js';
import { lookUpCoverage } from './actions/look-up-coverage.js';
import { sweepCoverage } from './actions/sweep-coverage.js';
import { tellSuppliers } from './actions/tell-suppliers.js';
import { nextWindow } from './rules/supplier-notice.js';

const world = inquiryTestModule();
const names = [
  'clerk',
  'clerk-elsewhere',
  'reviewer',
  'reviewer-elsewhere',
  'superior',
  'ministry',
  'auditor',
  'supplier',
  'supplier-elsewhere',
] as const;
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
      const { organisation } = (await as('clerk')('GET', '/api/session')).body as { organisation: { id: string } };
      const unitId = organisation.id;
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

    it('counts the units of each division for its superior and the ministry, and of no other place', async () => {
      const divisions = async (who: (typeof names)[number], query = '') =>
        (await as(who)('GET', `/api/coverage/divisions${query}`)) as unknown as {
          status: number;
          body: { within: { code: string } | null; divisions: { units: number; trend: string | null }[] };
        };
      const [all, own] = [await divisions('ministry'), await divisions('superior')];
      expect(all.body.within).toBeNull();
      for (const { body } of [all, own])
        expect(body.divisions.filter(({ units }) => units > 0)).toMatchObject([{ units: 1, trend: null }]);
      const below = own.body.within?.code ?? '';
      expect((await divisions('ministry', `?within=${below}`)).body).toEqual({ ...own.body, above: { code: null } });
      expect((await divisions('superior', '?within=300000')).status).toBe(404);
      expect((await divisions('reviewer')).status).toBe(403);
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
      await sweepCoverage(workplace());
      expect((await look(code)).items).toEqual([]);
      await pass(31);
      expect((await look(code)).items).toHaveLength(1);
    });
    const platform = () => ({ kernel: node().kernel, doors: world.doors });
    /** An inquiry of a unit about somebody, by consent on their link, up to the question. */
    const ask = async (
      person: object,
      own: { name: string; documentNumber: string },
      by: 'clerk' | 'clerk-elsewhere',
    ) => {
      const unit = as(by);
      const step = async (deed: string, payload: object = {}, who = unit) => {
        const { version } = (await unit('GET', `/api/inquiries/${id}`)).body;
        const done = await who('POST', `/api/inquiries/${id}/${deed}`, { version, ...payload });
        expect([deed, done.status]).toEqual([deed, 200]);
        return done.body;
      };
      const id = String((await unit('POST', '/api/inquiries', soundDraft(0, { person }))).body.id);
      await step('prove-identity', { kind: 'original_seen' });
      const { printed } = await step('send-consent', { channel: 'printed', language: 'zh' });
      const { link, code: letter } = printed as { link: string; code: string };
      const them = caller(node, () => ({ authorization: `Link ${link.split('#')[1] ?? ''}` }));
      const page = await them('POST', '/api/consent/unlock', { code: letter });
      const textHash = (page.body.text as { hash: string }).hash;
      await them('POST', '/api/consent/answer', { answer: 'agree', textHash, ...own });
      await step('submit');
      await step('approve', {}, as(by === 'clerk' ? 'reviewer' : 'reviewer-elsewhere'));
      await node().kernel.jobs.drain();
      return { id, askId: lastAskId(world) };
    };
    const tell = async (
      { id, askId }: { id: string; askId: string },
      outcome: 'no_record' | 'record_found',
      by: 'clerk' | 'clerk-elsewhere',
    ) => {
      await answerFrom(node(), world.module, askId, outcome);
      for (let turn = 0; turn < 15; turn += 1) {
        node().clock.advance(61_000);
        await openReleaseWindows(platform());
        await node().kernel.jobs.drain();
        if ((await as(by)('GET', `/api/inquiries/${id}`)).body.state !== 'ASKING') return;
      }
    };
    const person = { name: '李春燕', documents: [{ type: 'resident_id', number: inventedNumber('19920316', 8) }] };
    const own = { name: person.name, documentNumber: person.documents[0]?.number ?? '' };
    const visit = async () => {
      const shown = { name: person.name, document: person.documents[0], proof: 'original_seen' };
      const { body } = await as('reviewer')('POST', '/api/desk-codes', shown);
      const them = caller(node, () => ({ 'x-gatehouse-request': '1' }));
      expect((await them('POST', '/api/own-page/open', { code: body.code })).status).toBe(200);
      return them;
    };
    type Visitor = Awaited<ReturnType<typeof visit>>;
    type Asked = {
      readonly request: string;
      readonly audience: string;
      readonly nonce: string;
      readonly postClass: string;
    };
    const request = async (postClass = 'teacher') =>
      (await as('clerk-elsewhere')('POST', '/api/proof-requests', { postClass })).body as unknown as Asked;
    const issue = async (them: Visitor, inquiryId: string, asked: Asked) => {
      const holder = await newHolder();
      const { x, y } = holder.publicKey;
      const body = { request: asked.request, holder: { x, y } };
      const given = await them('POST', `/api/own-page/inquiries/${inquiryId}/proof`, body);
      return { given, holder };
    };
    const worth = async (asked: Asked, presented: string) => {
      const { body } = await as('auditor')('GET', '/api/proof-key');
      const path = new URL(listUriOf(presented) ?? '').pathname;
      const list = await node().http.inject({ method: 'GET', url: path });
      expect([list.statusCode, list.headers['content-type']]).toEqual([200, 'application/statuslist+jwt']);
      const now = node().clock.now();
      const facts = { request: asked, issuerKey: keyOf(String(body.publicKey)), statusList: list.body, now };
      return verifyPresentation(presented, { ...facts, answeredWithin: 14 * 86_400 });
    };
    let first: { id: string; askId: string };
    let given: { asked: Asked; presented: string };

    it('gives the person a proof for the unit that asked, which opens nothing for that unit', async () => {
      sessions = await signedIn(node(), names);
      await openReleaseWindows(platform());
      first = await ask(person, own, 'clerk');
      const early = await visit();
      const inquiryOf = ({ units }: OwnPage) => units[0]?.inquiries[0];
      expect(inquiryOf((await early('GET', '/api/own-page')).body as unknown as OwnPage)?.mayProve).toBe(false);
      const asked = await request();
      expect((await issue(early, first.id, asked)).given.body.code).toBe('proof-not-for-this');
      await tell(first, 'no_record', 'clerk');
      sessions = await signedIn(node(), names);
      const them = await visit();
      const fresh = await request();
      const { given: made, holder } = await issue(them, first.id, fresh);
      expect(made.status).toBe(201);
      const presented = await presentProof(String(made.body.proof), fresh, holder.secretKey, node().clock.now());
      const verdict = await worth(fresh, presented);
      expect(verdict).toMatchObject({ fits: true, shown: { name: person.name, maskedNumber: '10****************' } });
      expect(await worth({ ...fresh, nonce: asked.nonce }, presented)).toEqual({ fits: false, why: 'not_in_answer' });
      const page = (await them('GET', '/api/own-page')).body as unknown as OwnPage;
      expect(inquiryOf(page)).toMatchObject({ mayProve: true, proofs: [{}] });
      given = { asked: fresh, presented };
      // The unit with the proof in its hand puts them on its roster: it has not asked.
      const entry = { person, postClass: 'teacher', employmentForm: 'contract', fromDate: '2026-11-02' };
      expect((await as('clerk-elsewhere')('POST', '/api/employments', entry)).status).toBe(201);
      await sweepCoverage(workplace());
      const lines = (await as('clerk-elsewhere')('GET', '/api/coverage')).body.items as { state: string }[];
      expect(lines.map(({ state }) => state)).toEqual(['not_yet_asked']);
    });

    it("takes no request for another post, no strange one, and nobody else's inquiry", async () => {
      const them = await visit();
      for (const [asked, code] of [
        [await request('driver'), 'proof-not-for-this'],
        [{ ...given.asked, request: `${given.asked.request}x` }, 'proof-request-unfit'],
      ] as const)
        expect((await issue(them, first.id, asked)).given.body.code).toBe(code);
      const nobody = caller(node, () => ({ 'x-gatehouse-request': '1' }));
      expect((await issue(nobody, first.id, await request())).given.status).toBe(401);
      expect((await issue(them, '0b1f7a52-6f3e-4c1d-9a8b-123456789abc', await request())).given.status).toBe(404);
      expect((await as('auditor')('POST', '/api/proof-requests', { postClass: 'teacher' })).status).toBe(403);
    });

    it('has one proof stand for a unit, and asks again of what the person takes back', async () => {
      const them = await visit();
      const asked = await request();
      const { given: made, holder } = await issue(them, first.id, asked);
      const second = await presentProof(String(made.body.proof), asked, holder.secretKey, node().clock.now());
      await sweepProofs(platform());
      expect(await worth(given.asked, given.presented)).toEqual({ fits: false, why: 'ask_again' });
      expect(await worth(asked, second)).toMatchObject({ fits: true });
      const taken = await them('POST', `/api/own-page/inquiries/${first.id}/withdraw-proofs`, {});
      expect(taken.status).toBe(200);
      await sweepProofs(platform());
      expect(await worth(asked, second)).toEqual({ fits: false, why: 'ask_again' });
    });

    it('asks again of a proof once a record is told, not while it is found, and leaves an entry', async () => {
      const them = await visit();
      const asked = await request();
      const { given: made, holder } = await issue(them, first.id, asked);
      const third = await presentProof(String(made.body.proof), asked, holder.secretKey, node().clock.now());
      const other = await ask(person, own, 'clerk-elsewhere');
      await sweepProofs(platform());
      expect(await worth(asked, third)).toMatchObject({ fits: true });
      await tell(other, 'record_found', 'clerk-elsewhere');
      await sweepProofs(platform());
      expect(await worth(asked, third)).toEqual({ fits: false, why: 'ask_again' });
      const entries = await node().kernel.database.asOwner(async (client) =>
        client.query(`select 1 from journal.entry where act = 'inquiry.set-proof-status' and object_kind = 'proof'`),
      );
      expect(entries.rowCount).toBe(1);
    });

    const guard = { name: '周卫东', documents: [{ type: 'resident_id', number: inventedNumber('19920317', 9) }] };
    const guardsOwn = { name: guard.name, documentNumber: guard.documents[0]?.number ?? '' };
    const sent = { person: guard, postClass: 'security', employmentForm: 'outsourced', fromDate: '2027-06-01' };
    const code91 = '91100000MA0000090N';
    const send = async (by: 'clerk' | 'clerk-elsewhere') =>
      String((await as(by)('POST', '/api/employments', { ...sent, supplierCreditCode: code91 })).body.id);
    const words = async (who: 'supplier' | 'supplier-elsewhere' = 'supplier') =>
      Object.fromEntries(
        ((await as(who)('GET', '/api/sent-staff')).body.items as SentPerson[]).map((one) => [
          one.employmentId,
          one.word,
        ]),
      );
    /** What stands is looked at, then the next window comes. */
    const window = async () => {
      await sweepCoverage(workplace());
      const now = node().clock.now();
      node().clock.advance(nextWindow(workplace().doors.law, now).getTime() - now.getTime());
      await tellSuppliers(workplace());
      sessions = await signedIn(node(), names);
    };
    const asUnit = async (by: 'clerk' | 'clerk-elsewhere', id: string) =>
      ((await as(by)('GET', `/api/employments/${id}`)).body as unknown as EmploymentView).supplier;
    let [here, there] = ['', ''];

    it('tells a supplier of everybody it sends at the windows alone, first that they may not be placed, and no other supplier', async () => {
      sessions = await signedIn(node(), names);
      await tellSuppliers(workplace());
      [here, there] = [await send('clerk'), await send('clerk-elsewhere')];
      expect(await asUnit('clerk', here)).toMatchObject({
        name: { zh: '劳务派遣公司（虚构）' },
        since: null,
        mayNot: true,
      });
      await sweepCoverage(workplace());
      await tellSuppliers(workplace());
      expect(await words()).toEqual({});
      await window();
      expect(await words()).toEqual({ [here]: 'may_not', [there]: 'may_not' });
      expect(await words('supplier-elsewhere')).toEqual({});
      const { items } = (await as('supplier')('GET', '/api/sent-staff')).body as { items: SentPerson[] };
      expect(items.map(({ unit }) => unit.zh).sort()).toEqual(['乙县第一小学（虚构）', '甲县第一小学（虚构）']);
      expect(items[0]).toMatchObject({ name: guard.name, documents: [{ number: '10****************' }] });
      expect(
        Object.keys(items[0] ?? {})
          .sort()
          .join(),
      ).toBe('documents,employmentForm,employmentId,fromDate,name,postClass,unit,word');
      const page = (await as('supplier')('GET', '/api/sent-staff?limit=1')).body;
      const rest = await as('supplier')('GET', `/api/sent-staff?limit=1&cursor=${String(page.next)}`);
      expect([...(page.items as SentPerson[]), ...(rest.body.items as SentPerson[])]).toEqual(items);
      for (const path of ['/api/employments', '/api/coverage', '/api/gaps', '/api/inquiries'])
        expect((await as('supplier')('GET', path)).status).toBe(403);
      for (const who of ['clerk', 'reviewer', 'auditor'] as const)
        expect((await as(who)('GET', '/api/sent-staff')).status).toBe(403);
    });

    it('follows what the unit was told at the window after it, and takes a record at one unit for the person', async () => {
      await tell(await ask(guard, guardsOwn, 'clerk'), 'no_record', 'clerk');
      await sweepCoverage(workplace());
      expect(await asUnit('clerk', here)).toMatchObject({ mayNot: false });
      expect(await words()).toEqual({ [here]: 'may_not', [there]: 'may_not' });
      await window();
      expect(await words()).toEqual({ [here]: 'may', [there]: 'may_not' });
      const asked = await ask(guard, guardsOwn, 'clerk-elsewhere');
      await window();
      await tell(asked, 'record_found', 'clerk-elsewhere');
      sessions = await signedIn(node(), names);
      await sweepCoverage(workplace());
      const before = await asUnit('clerk', here);
      expect(await words()).toEqual({ [here]: 'may', [there]: 'may_not' });
      await window();
      expect(await words()).toEqual({ [here]: 'may_not', [there]: 'may_not' });
      // The first unit was told of no record, and hears nothing of the other one by what it is shown of its supplier.
      expect(await asUnit('clerk', here)).toEqual(before);
      expect(before).toMatchObject({ mayNot: false });
      const { count } = await node().kernel.database.asOwner(async (client) => {
        const { rows } = await client.query<{ count: number }>(
          `select count(*)::int as count from journal.entry where act = 'workforce.tell-supplier' and outcome = 'done'`,
        );
        return rows[0] ?? { count: 0 };
      });
      expect(count).toBe(4);
    });

    it('takes somebody out of sight as soon as the unit names another supplier, who hears at the next window', async () => {
      const { body } = await as('clerk-elsewhere')('GET', `/api/employments/${there}/entry`);
      const named = { ...body, supplierCreditCode: '91100000MA0000091R' };
      expect((await as('clerk-elsewhere')('PUT', `/api/employments/${there}`, named)).status).toBe(200);
      expect([await words(), await words('supplier-elsewhere')]).toEqual([{ [here]: 'may_not' }, {}]);
      expect(await asUnit('clerk-elsewhere', there)).toMatchObject({ since: null });
      await window();
      // Whom the first supplier sends is judged by what is known of its own people.
      expect([await words(), await words('supplier-elsewhere')]).toEqual([{ [here]: 'may' }, { [there]: 'may_not' }]);
    });
  },
  {},
  { modules: [world.module] },
);
