import { beforeAll, expect, it } from 'vitest';
import { caller, inquiryTestModule, soundDraft } from '../../../../../test/harness/inquiry-world.js';
import { asOwner } from '../../../../../test/harness/index-world.js';
import { makeWorld, signInAs } from '../../../../../test/harness/people.js';
import { onChosenEngines } from '../../../../../test/harness/test-node.js';

const world = inquiryTestModule();
const day = 86_400_000;

onChosenEngines(
  'a printed letter',
  (node) => {
    let order = 0;
    beforeAll(async () => {
      await makeWorld(node());
    });
    /** A browser of its own, which keeps what pages leave with it. */
    const browser = () => {
      let cookie = '';
      return async (letter: { readonly secret: string }, method: 'GET' | 'POST', url: string, payload?: object) => {
        const answer = await node().http.inject({
          ...{ method, url: `/api/consent${url}` },
          headers: { authorization: `Link ${letter.secret}`, ...(cookie === '' ? {} : { cookie }) },
          ...(payload === undefined ? {} : { payload }),
        });
        for (const { name, value } of answer.cookies) cookie = `${name}=${value}`;
        return { status: answer.statusCode, code: answer.json().code as string | undefined, body: answer.json() };
      };
    };
    const letter = async () => {
      order += 1;
      const session = await signInAs(node(), 'clerk');
      const clerk = caller(node, () => session);
      const draft = soundDraft(order);
      const id = String((await clerk('POST', '/api/inquiries', draft)).body.id);
      const { version } = (await clerk('GET', `/api/inquiries/${id}`)).body;
      const asked = { version, channel: 'printed', language: 'zh' };
      const { printed } = (await clerk('POST', `/api/inquiries/${id}/send-consent`, asked)).body;
      const { link, code } = printed as { link: string; code: string };
      const { name, documents } = draft.person as { name: string; documents: { number: string }[] };
      return { id, secret: link.split('#')[1] ?? '', code, name, documentNumber: documents[0]?.number };
    };
    type Letter = Awaited<ReturnType<typeof letter>>;
    const open = (on: ReturnType<typeof browser>, one: Letter) => on(one, 'POST', '/unlock', { code: one.code });
    const agree = async (on: ReturnType<typeof browser>, one: Letter): Promise<void> => {
      // Each opening has an end of its own.
      node().clock.advance(60_000);
      const { body } = await open(on, one);
      const { name, documentNumber } = one;
      const given = { answer: 'agree', textHash: body.text.hash, name, documentNumber };
      expect((await on(one, 'POST', '/answer', given)).body.state).toBe('agreed');
    };
    const elsewhere = 'consent-answered-elsewhere';

    it('opens wherever its code is entered until the person has answered, and then in the browser in which they did', async () => {
      const [phone, library, copied] = [browser(), browser(), browser()];
      const one = await letter();
      expect((await open(library, one)).status).toBe(200);
      await agree(phone, one);
      for (const other of [library, copied]) {
        const refused = await open(other, one);
        expect([refused.status, refused.code]).toEqual([403, elsewhere]);
        expect((await other(one, 'GET', '')).code).toBe('consent-code-needed');
      }
      expect((await phone(one, 'GET', '')).body.state).toBe('agreed');
      // A wrong code hears nothing of it.
      expect((await copied(one, 'POST', '/unlock', { code: 'WRONGONE' })).code).toBe('consent-code-wrong');
      const entries = await asOwner<{ act: string }>(
        node(),
        `select act from journal.entry where object_id = '${one.id}' and act = 'inquiry.open-consent' and outcome = 'done'`,
      );
      expect(entries.length).toBe(6);
    });

    it('opens again on a phone that was closed, also weeks later and whatever else was answered on it', async () => {
      const phone = browser();
      const [one, another, third] = [await letter(), await letter(), await letter()];
      await agree(phone, one);
      await agree(phone, another);
      expect((await open(phone, third)).status).toBe(200);
      node().clock.advance(20 * day);
      for (const answered of [one, another]) {
        expect((await phone(answered, 'GET', '')).code).toBe('consent-code-needed');
        const { code, body } = await open(phone, answered);
        expect([code, body.state]).toEqual([undefined, 'agreed']);
      }
    });

    it('answered before letters were bound to a browser opens as it did', async () => {
      const [phone, other] = [browser(), browser()];
      const one = await letter();
      await agree(phone, one);
      await asOwner(node(), `update inquiry.consent_link set answered_at = null where application_id = '${one.id}'`);
      expect((await open(other, one)).body.state).toBe('agreed');
    });
  },
  {},
  { modules: [world.module] },
);
