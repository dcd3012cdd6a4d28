import type { OwnPage } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { sql as rawSql } from 'kysely';
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
import { browserCookie } from '../../kernel/http/options.js';
import { openReleaseWindows } from './actions/open-release-windows.js';
import { ownCopyLines } from './notice/own-copy-pdf.js';
import { ownPageRules } from './rules/own-page.js';

const world = inquiryTestModule();
const names = ['clerk', 'clerk-elsewhere', 'reviewer', 'reviewer-elsewhere'] as const;
type Shown = { readonly name: string; readonly document: { readonly type: string; readonly number: string } };
const desks = ['reviewer', 'reviewer-elsewhere'] as const;
type Desk = (typeof desks)[number];
const minute = 60_000;

onChosenEngines(
  'the own page',
  (node) => {
    let sessions: Record<(typeof names)[number], SignedIn>;
    const as = (name: (typeof names)[number]) => caller(node, () => sessions[name]);
    const statements: string[] = [];
    let order = 0;
    let addresses = 0;

    beforeAll(async () => {
      await makeWorld(node());
      sessions = await signedIn(node(), names);
      await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
      const counted = new WeakSet();
      node().kernel.database.pool.on('acquire', (client) => {
        if (counted.has(client)) return;
        counted.add(client);
        const query = client.query.bind(client) as (...given: unknown[]) => unknown;
        Object.assign(client, {
          query: (...given: unknown[]) => {
            const [question] = given;
            statements.push(typeof question === 'string' ? question : (question as { text: string }).text);
            return query(...given);
          },
        });
      });
    });

    /** So many minutes on; by then everybody at a desk has been signed out. */
    const later = async (minutes: number) => {
      node().clock.advance(minutes * minute);
      sessions = await signedIn(node(), names);
    };
    /** A browser with an address and cookies of its own. */
    const browser = () => {
      const kept: Record<string, string> = {};
      addresses += 1;
      const remoteAddress = `10.7.0.${addresses}`;
      const send = async (method: 'GET' | 'POST', url: string, payload?: object) => {
        const headers = { 'x-gatehouse-request': '1' };
        const body = payload === undefined ? {} : { payload };
        const answer = await node().http.inject({ method, url, headers, cookies: { ...kept }, remoteAddress, ...body });
        for (const { name, value } of answer.cookies) kept[name] = value;
        const isJson = String(answer.headers['content-type'] ?? '').includes('json') && answer.body !== '';
        return { status: answer.statusCode, body: isJson ? answer.json() : {}, bytes: answer.rawPayload, answer };
      };
      return { send, kept };
    };
    const somebody = (): Shown => {
      order += 1;
      const { name, documents } = soundDraft(order).person;
      return { name, document: documents[0] ?? { type: '', number: '' } };
    };
    const code = async (shown: Shown, desk: Desk = desks[(order + addresses) % 2] ?? 'reviewer') => {
      const given = await as(desk)('POST', '/api/desk-codes', { ...shown, proof: 'original_seen' });
      expect([given.status, given.body]).toEqual([201, expect.anything()]);
      return String(given.body.code);
    };
    const visit = async (shown: Shown, desk?: Desk) => {
      const at = browser();
      const opened = await at.send('POST', '/api/own-page/open', { code: await code(shown, desk) });
      expect([opened.status, opened.body]).toEqual([200, expect.anything()]);
      return { ...at, page: opened.body as OwnPage };
    };
    const draftOf = async ({ name, document }: Shown, who: 'clerk' | 'clerk-elsewhere', terms: object = {}) => {
      const entered = { ...soundDraft(0), ...terms, person: { name, documents: [document] } };
      const { status, body } = await as(who)('POST', '/api/inquiries', entered);
      expect([status, body]).toEqual([201, expect.anything()]);
      return String(body.id);
    };
    const step = async (id: string, deed: string, payload: object = {}, who: (typeof names)[number] = 'clerk') => {
      const { body } = await as(who)('GET', `/api/inquiries/${id}`);
      const done = await as(who)('POST', `/api/inquiries/${id}/${deed}`, { version: body.version, ...payload });
      expect([deed, done.status, done.body.code]).toEqual([deed, 200, undefined]);
      return done.body;
    };
    const linkOf = async (id: string, who: 'clerk' | 'clerk-elsewhere' = 'clerk') => {
      const { printed } = await step(id, 'send-consent', { channel: 'printed', language: 'zh' }, who);
      const { link, code: letterCode } = printed as { link: string; code: string };
      return { authorization: `Link ${link.split('#')[1] ?? ''}`, code: letterCode };
    };
    const agreed = async (shown: Shown, who: 'clerk' | 'clerk-elsewhere' = 'clerk') => {
      const id = await draftOf(shown, who);
      await step(id, 'prove-identity', { kind: 'original_seen' }, who);
      const letter = await linkOf(id, who);
      const person = caller(node, () => ({ authorization: letter.authorization }));
      const page = await person('POST', '/api/consent/unlock', { code: letter.code });
      const own = { name: shown.name, documentNumber: shown.document.number };
      const textHash = (page.body.text as { hash: string }).hash;
      const answer = await person('POST', '/api/consent/answer', { answer: 'agree', textHash, ...own });
      expect([answer.status, answer.body.state]).toEqual([200, 'agreed']);
      return id;
    };
    const ask = async (shown: Shown) => {
      const id = await agreed(shown);
      await step(id, 'submit');
      await step(id, 'approve', {}, 'reviewer');
      await node().kernel.jobs.drain();
      return { id, askId: lastAskId(world) };
    };
    const nextWindow = async () => {
      node().clock.advance(61_000);
      await openReleaseWindows({ kernel: node().kernel, doors: world.doors });
    };
    const inquiriesOf = ({ units }: OwnPage) => units.flatMap(({ inquiries }) => inquiries);
    const entriesOf = (act: string) =>
      node().kernel.database.asOwner(async (client) => {
        const { rows } = await client.query<{ outcome: string; actor: string; object_id: string | null }>(
          'select outcome, actor, object_id from journal.entry where act = $1 order by at, id',
          [act],
        );
        return rows;
      });

    it('is opened by a desk that answers, and works, alike whether or not anything is held', async () => {
      const held = somebody();
      await draftOf(held, 'clerk');
      const give = async (shown: Shown) => {
        statements.length = 0;
        const given = await as('reviewer')('POST', '/api/desk-codes', { ...shown, proof: 'original_seen' });
        const { code: printed, address, ...rest } = given.body;
        const shape = [String(printed).length, String(address).length, Object.keys(given.body)];
        return { status: given.status, shape, rest, did: [...statements] };
      };
      await give(somebody());
      const [known, unknown] = [await give(held), await give(somebody())];
      expect(known).toEqual(unknown);
      expect(known.did.join(' ')).not.toMatch(/inquiry"?\."?(application|document_token|consent|answer)/);
      const first = await code(held);
      expect(31 ** ownPageRules.codeLength).toBeGreaterThan(2 ** 128);
      expect(first.replaceAll(' ', '')).toMatch(/^[2-9A-HJ-NP-Z]{26}$/);
    });

    it('is no desk of a unit, and takes no number that cannot be right nor repeats it', async () => {
      const shown = somebody();
      const unit = await as('clerk')('POST', '/api/desk-codes', { ...shown, proof: 'original_seen' });
      expect([unit.status, unit.body.code]).toEqual([403, 'not-permitted']);
      const wrong = `${shown.document.number.slice(0, -1)}${shown.document.number.endsWith('1') ? '2' : '1'}`;
      const mistyped = { ...shown, document: { type: 'resident_id', number: wrong }, proof: 'original_seen' };
      const refused = await as('reviewer')('POST', '/api/desk-codes', mistyped);
      expect([refused.status, JSON.stringify(refused.body.fields)]).toEqual([
        422,
        expect.stringContaining('document.number'),
      ]);
      expect(JSON.stringify(refused.body)).not.toContain(wrong.slice(4));
    });

    it('takes a code once, for a day, until a newer one; every other code is answered alike', async () => {
      const shown = somebody();
      const older = await code(shown);
      node().clock.advance(1000);
      const newer = await code(shown, 'reviewer');
      node().clock.advance(1000);
      const opened = await browser().send('POST', '/api/own-page/open', { code: ` ${newer.toLowerCase()} ` });
      expect(opened.status).toBe(200);
      const late = await code(somebody());
      await later(ownPageRules.codeHours * 60);
      const refusals: object[] = [];
      for (const bad of [newer, older, late, '2'.repeat(26), 'x']) {
        const { status, body } = await browser().send('POST', '/api/own-page/open', { code: bad });
        const { reference: _, ...said } = body;
        refusals.push({ status, ...said });
      }
      expect(refusals[0]).toMatchObject({ status: 422, code: 'own-code-not-good' });
      expect(refusals.filter((one) => JSON.stringify(one) !== JSON.stringify(refusals[0]))).toEqual([]);
      const entries = await entriesOf('inquiry.open-own-page');
      expect(entries.filter(({ outcome }) => outcome === 'refused')).toHaveLength(refusals.length);
    });

    it('takes one of two browsers that send the same code together', async () => {
      const shared = await code(somebody());
      const opened = await Promise.all(
        [browser(), browser()].map((at) => at.send('POST', '/api/own-page/open', { code: shared })),
      );
      expect(opened.map(({ status }) => status).sort()).toEqual([200, 422]);
    });

    it('stays with the browser that entered the code, for half an hour, or until it is closed', async () => {
      const at = await visit(somebody());
      expect((await at.send('GET', '/api/own-page')).status).toBe(200);
      const cookie = (await at.send('GET', '/api/own-page')).answer.cookies;
      expect(cookie).toEqual([]);
      for (const stranger of [browser(), browser()]) {
        stranger.kept[browserCookie] = 'x'.repeat(43);
        const { status, body } = await stranger.send('GET', '/api/own-page');
        expect([status, body.code]).toEqual([401, 'own-page-closed']);
      }
      const foreign = await node().http.inject({ method: 'POST', url: '/api/own-page/close', cookies: at.kept });
      expect([foreign.statusCode, foreign.json().code]).toEqual([403, 'not-permitted']);
      await later(ownPageRules.openMinutes + 1);
      expect((await at.send('GET', '/api/own-page')).body.code).toBe('own-page-closed');

      const other = await visit(somebody());
      const before = { ...other.kept };
      expect((await other.send('POST', '/api/own-page/close')).status).toBe(204);
      Object.assign(other.kept, before);
      expect((await other.send('GET', '/api/own-page')).body.code).toBe('own-page-closed');
    });

    it('shows every unit that asked, when, why and on what authority, each step with its entry, and who opened the page', async () => {
      const shown = somebody();
      const [here, there] = [await agreed(shown), await draftOf(shown, 'clerk-elsewhere')];
      const { page } = await visit(shown, 'reviewer-elsewhere');
      expect(page.units.map(({ unit }) => unit.en).sort()).toEqual([
        'Primary school A (invented)',
        'Primary school B (invented)',
      ]);
      expect(
        inquiriesOf(page)
          .map(({ id }) => id)
          .sort(),
      ).toEqual([here, there].sort());
      const asked = inquiriesOf(page).find(({ id }) => id === here);
      expect(asked?.steps.map(({ what }) => what)).toEqual(['draft', 'prove-identity', 'send-consent', 'agree']);
      expect(asked?.steps.map(({ by }) => by?.en)).toEqual([...Array(3).fill('Primary school A (invented)'), 'You']);
      expect(asked?.steps.map(({ places }) => places.length)).toEqual([1, 1, 1, 1]);
      expect(asked?.bases.length).toBeGreaterThan(0);
      expect(page.openings).toMatchObject([
        { desk: { en: 'County education bureau B (invented)' }, openedAt: expect.any(String), places: [{}, {}] },
      ]);
      const text = JSON.stringify(page);
      for (const never of [shown.name, shown.document.number, shown.document.number.slice(-6)])
        expect(text).not.toContain(never);
    });

    it('keeps apart whoever shares digits, a number or a family', async () => {
      const shown = somebody();
      await draftOf(shown, 'clerk');
      const permit = { name: '陈甲', document: { type: 'tw_permit', number: '10203040' } };
      await draftOf(permit, 'clerk');
      expect((await visit(permit)).page.units).toHaveLength(1);
      expect((await visit({ ...permit, document: { ...permit.document, type: 'passport' } })).page.units).toEqual([]);
      expect((await visit({ ...shown, name: '王别人' })).page).toMatchObject({ units: [], openings: [{}] });
      expect((await visit(somebody())).page.units).toEqual([]);
      // A child's guardian is named in the child's consent and nowhere else.
      const child = { name: '李小', document: { type: 'resident_id', number: inventedNumber('20100101', 950) } };
      await draftOf(child, 'clerk', { employmentForm: 'intern' });
      expect((await visit(child)).page.units).toHaveLength(1);
      expect((await visit(somebody())).page.units).toEqual([]);
    });

    it('shows between question and release what everybody sees, whatever was found, and afterwards what was told', async () => {
      const pages: Record<string, OwnPage> = {};
      const people = { none: somebody(), found: somebody(), silent: somebody() };
      const asked = { none: await ask(people.none), found: await ask(people.found), silent: await ask(people.silent) };
      await answerFrom(node(), world.module, asked.none.askId, 'no_record');
      await answerFrom(node(), world.module, asked.found.askId, 'record_found');
      for (const [name, shown] of Object.entries(people)) pages[name] = (await visit(shown)).page;
      const plain = ({ units }: OwnPage) =>
        JSON.stringify(units)
          .replaceAll(/"(id|entry)":"[0-9a-f-]{36}"/g, '')
          .replaceAll(/"at":"[^"]*"/g, '');
      expect(plain(pages.found as OwnPage)).toBe(plain(pages.none as OwnPage));
      expect(plain(pages.silent as OwnPage)).toBe(plain(pages.none as OwnPage));
      // Counted is the question, once: what came of it changes nothing, and somebody else under the number is not counted.
      for (const page of Object.values(pages)) expect(page.asked).toEqual({ times: 1 });
      expect((await visit({ ...people.found, name: '王别人' })).page.asked).toEqual({ times: 0 });
      expect(inquiriesOf(pages.found as OwnPage)[0]).toMatchObject({
        state: 'ASKING',
        mayObject: false,
        mayWithdraw: true,
      });

      await nextWindow();
      const [none, found] = [await visit(people.none), await visit(people.found)];
      expect(inquiriesOf(none.page)[0]).toMatchObject({
        state: 'RELEASED',
        result: { decision: { outcome: 'no_record' } },
      });
      expect(inquiriesOf(found.page)[0]).toMatchObject({ state: 'ASKING', mayObject: true, mayWithdraw: false });
      expect(JSON.stringify(found.page)).not.toMatch(/T1|offence/);
      // The copy of the one is the copy of the other, and of whoever still waits.
      const at = node().clock.now();
      const silent = await visit(people.silent);
      const copied = [none, found, silent].map(({ page }) =>
        JSON.stringify(ownCopyLines({ ...page, openings: [] }, at)).replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, ''),
      );
      expect(new Set(copied).size).toBe(1);
      expect(copied[0]).toContain('THIS IS NO REFERENCE');
      expect(copied[0]).not.toMatch(/record found|no record|违法|结果告知|answer told/i);
      const pdf = await found.send('GET', '/api/own-page/copy');
      expect([pdf.status, pdf.bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);

      const reason = { reason: 'not_me', words: '不是我。' };
      const objected = await found.send('POST', `/api/own-page/inquiries/${asked.found.id}/object`, reason);
      expect(inquiriesOf(objected.body as OwnPage)[0]).toMatchObject({ state: 'ASKING', mayObject: false });
      const foreign = await found.send('POST', `/api/own-page/inquiries/${asked.none.id}/object`, reason);
      expect([foreign.status, foreign.body.code]).toEqual([404, 'not-found']);
    });

    it('withdraws what one unit was given, and nothing of another', async () => {
      const shown = somebody();
      const [here, there] = [await agreed(shown), await agreed(shown, 'clerk-elsewhere')];
      const at = await visit(shown);
      const unitOf = (id: string) => at.page.units.find(({ inquiries }) => inquiries.some((one) => one.id === id))?.id;
      const withdraw = (unit: string | undefined) => at.send('POST', `/api/own-page/units/${unit ?? ''}/withdraw`, {});
      const done = await withdraw(unitOf(here));
      const states = new Map(inquiriesOf(done.body as OwnPage).map(({ id, state }) => [id, state]));
      expect([states.get(here), states.get(there)]).toEqual(['WITHDRAWN', 'CONSENTED']);
      const again = await withdraw(unitOf(here));
      expect([again.status, again.body.code]).toEqual([409, 'own-nothing-to-withdraw']);
      expect((await withdraw(crypto.randomUUID())).body.code).toBe('not-found');
    });

    it('leaves an entry of every look, and proves the entries it names and no other', async () => {
      const [shown, other] = [somebody(), somebody()];
      await draftOf(shown, 'clerk');
      await draftOf(other, 'clerk');
      const at = await visit(shown);
      const { viewer: visitor, visits } = await withTransaction(
        node().kernel.database,
        systemViewer('own-page'),
        node().clock.now(),
        async ({ sql }) => {
          const rows = await sql.selectFrom('inquiry.visit').select(['id', 'begunAt']).orderBy('begunAt').execute();
          const last = rows.at(-1)?.id ?? '';
          return { viewer: { kind: 'visitor', visitId: last } as const, visits: rows.length };
        },
      );
      expect(visits).toBeGreaterThan(0);
      await at.send('GET', '/api/own-page');
      const looks = (await entriesOf('inquiry.read-own-page')).filter(({ object_id }) => object_id === visitor.visitId);
      expect(looks.map(({ actor }) => actor)).toEqual(Array(2).fill(`visitor:${visitor.visitId}`));

      const own = inquiriesOf(at.page)[0]?.steps[0]?.places[0]?.entry ?? '';
      const theirs = inquiriesOf((await visit(other)).page)[0]?.steps[0]?.places[0]?.entry ?? '';
      expect((await at.send('GET', `/api/own-page/proofs/${theirs}`)).body.code).toBe('not-found');
      expect((await at.send('GET', `/api/own-page/proofs/${own}`)).body.code).toBe('own-proof-not-ready');
      world.receiptText = 'a receipt';
      const proof = await at.send('GET', `/api/own-page/proofs/${own}`);
      world.receiptText = undefined;
      expect(proof.body).toMatchObject({ entry: own, receipt: 'a receipt', canonical: '{"act":"x"}' });

      expect((await at.send('GET', '/api/own-page/completeness')).body.code).toBe('own-proof-not-ready');
      world.completenessText = '{"kind":"a file"}';
      const whole = await at.send('GET', '/api/own-page/completeness');
      world.completenessText = undefined;
      expect([whole.status, whole.body]).toEqual([200, { kind: 'a file' }]);
      const taken = await entriesOf('inquiry.prove-completeness');
      expect(taken.map(({ actor }) => actor)).toEqual(Array(2).fill(`visitor:${visitor.visitId}`));

      // The database itself shows a visitor their own rows, and the desk none of what it wrote.
      await withTransaction(node().kernel.database, visitor, node().clock.now(), async ({ sql }) => {
        const seen = await sql.selectFrom('inquiry.application').select('id').execute();
        expect(seen.map(({ id }) => id)).toEqual(inquiriesOf(at.page).map(({ id }) => id));
        expect(await sql.selectFrom('inquiry.toldType').select('applicationId').execute()).toEqual([]);
      });
      const account = await withTransaction(
        node().kernel.database,
        systemViewer('sign-in'),
        node().clock.now(),
        async ({ sql }) =>
          sql
            .selectFrom('access.session as session')
            .innerJoin('access.account as account', 'account.id', 'session.accountId')
            .select(['account.id as accountId', 'session.id as sessionId', 'organisationId'])
            .where('login', '=', 'reviewer-elsewhere')
            .where('session.endedAt', 'is', null)
            .executeTakeFirstOrThrow(),
      );
      const desk = { kind: 'account', ...account, divisionCode: '100102', roles: ['reviewer'] } as const;
      await withTransaction(node().kernel.database, desk, node().clock.now(), async ({ sql }) => {
        expect(await sql.selectFrom('inquiry.deskCode').select('id').execute()).toEqual([]);
        const { rows } = await rawSql`select id from journal.entries_about(array(
          select id::text from inquiry.application), array['inquiry.draft'])`.execute(sql);
        expect(rows).toEqual([]);
      });
    });

    it('leaves a personal link open in the browser that entered its code, and in no other', async () => {
      const id = await draftOf(somebody(), 'clerk');
      await step(id, 'prove-identity', { kind: 'original_seen' });
      const letter = await linkOf(id);
      const [phone, thief] = [1, 2].map(() => caller(node, () => ({ authorization: letter.authorization })));
      const look = async (who = phone) => (await who?.('GET', '/api/consent'))?.body.code;
      expect((await phone?.('POST', '/api/consent/unlock', { code: letter.code }))?.status).toBe(200);
      expect([await look(), await look(thief)]).toEqual([undefined, 'consent-code-needed']);
      // A printed code is good again: the page then closes where it was open.
      node().clock.advance(minute);
      await thief?.('POST', '/api/consent/unlock', { code: letter.code });
      expect([await look(), await look(thief)]).toEqual(['consent-code-needed', undefined]);
      node().clock.advance(31 * minute);
      expect(await look(thief)).toBe('consent-code-needed');
    });
  },
  {},
  { modules: [world.module] },
);
