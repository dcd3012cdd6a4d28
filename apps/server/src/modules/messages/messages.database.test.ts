import { beforeAll, beforeEach, expect, it } from 'vitest';
import { makeWorld, type SignedIn, signInAs, type World } from '../../../../../test/harness/people.js';
import { bounceOf } from '../../../../../test/harness/returned-mail.js';
import { onBothEngines } from '../../../../../test/harness/test-node.js';
import { type ActContext, act } from '../../kernel/act.js';
import { withTransaction } from '../../kernel/database/transaction.js';
import type { DeliveryProvider, DeliveryResult, Message } from '../../kernel/delivery/index.js';
import { erasuresAgain } from '../../kernel/erasure.js';
import type { Viewer } from '../../kernel/viewer.js';
import { systemViewer } from '../../kernel/viewer.js';
import { eraseMessagesAbout, keptMessages } from './actions/keep.js';
import { deliverMessage } from './actions/deliver-message.js';
import { printLetter } from './actions/print-letter.js';
import { type MessageToPerson, messageQueuer } from './actions/queue-message.js';
import { demonstrateMessage } from './actions/read-outbox.js';
import { takeBounce } from './actions/settle-message.js';
import { type MessageVerb, stateAfterStep } from './rules.js';
import type { MessageSetting } from './setting.js';

const left: Message[] = [];
let result: DeliveryResult = { state: 'sent' };
const provider: DeliveryProvider = {
  kind: 'smtp',
  deliver: async (message) => {
    left.push(message);
    return result;
  },
};
const providers = { email: provider, phone: provider };
const operator: Viewer = { kind: 'operator', name: 'invented' };
const secretLink = 'https://gate.example/consent#invented-secret';

onBothEngines(
  'messages to people',
  (node) => {
    let world: World;
    let clerk: SignedIn;
    let elsewhere: SignedIn;
    beforeAll(async () => {
      world = await makeWorld(node());
      clerk = await signInAs(node(), 'clerk');
      elsewhere = await signInAs(node(), 'clerk-elsewhere');
    });
    beforeEach(() => {
      left.length = 0;
      result = { state: 'sent' };
    });

    const queue = (change: Partial<MessageToPerson> = {}) =>
      act(node().kernel, systemViewer('demonstration'), 'test.queue', async (context) => {
        await context.record({});
        return messageQueuer(node().kernel.keys)(context, {
          to: { kind: 'email', address: 'invented@example.test' },
          language: 'zh',
          template: 'consent-invitation',
          parameters: { unit: '甲县第一小学(虚构)', link: secretLink, until: '2026-12-01' },
          about: { kind: 'inquiry.application', id: crypto.randomUUID() },
          organisationId: world.organisations.school,
          ...change,
        });
      });
    const setting = (): MessageSetting => ({ kernel: node().kernel, providers, demonstration: false });
    const get = (path: string, headers = clerk) => node().http.inject({ url: `/api/messages${path}`, headers });
    const post = (path: string, version: number) =>
      node().http.inject({ method: 'POST', url: `/api/messages${path}`, headers: clerk, payload: { version } });

    it('leave after the act, with the link in full, and are shown without it ever after', async () => {
      const id = await queue();
      await node().kernel.jobs.drain();
      expect(left.map(({ id: sent }) => sent)).toEqual([id]);
      expect(left[0]?.text).toContain(secretLink);
      const shown = await get(`/${id}`);
      expect(shown.json()).toMatchObject({ state: 'sent', to: { masked: 'i***@example.test' }, attempts: 1 });
      expect(shown.body).not.toMatch(/invented-secret|invented@/);
      expect((await get('')).body).not.toMatch(/invented-secret|invented@/);
      expect((await get(`/${id}/text`)).json().code).toBe('not-found');
      // A demonstration, and nothing else, shows the link once more.
      const shownThere = await demonstrateMessage({ ...setting(), demonstration: true }, operator, id);
      expect(shownThere.text).toContain(secretLink);
    });

    it('are seen by the organisation in whose name they leave, and by nobody else', async () => {
      const id = await queue();
      expect((await get(`/${id}`, elsewhere)).json().code).toBe('not-found');
      expect((await get('', elsewhere)).json().items).toEqual([]);
      expect((await get('/figures', elsewhere)).json()).toEqual({ failed: 0, bounced: 0, toBePosted: 0 });
    });

    it('leave without standing in the outbox where their being there would tell something', async () => {
      const id = await queue({ keptFromOutbox: true });
      await node().kernel.jobs.drain();
      expect(left.map(({ id: sent }) => sent)).toContain(id);
      expect((await get(`/${id}`)).json().code).toBe('not-found');
      expect((await get('')).body).not.toContain(id);
      expect((await post(`/${id}/send-again`, 2)).json().code).toBe('not-found');
    });

    it('stay queued while trying again can help, then fail with their reason', async () => {
      result = { state: 'failed', problem: 'try-later' };
      const id = await queue();
      for (let round = 0; round < 7; round += 1) await deliverMessage(setting(), id);
      expect((await get(`/${id}`)).json()).toMatchObject({
        state: 'queued',
        problem: { code: 'try-later' },
        attempts: 7,
      });
      await deliverMessage(setting(), id);
      expect((await get(`/${id}`)).json()).toMatchObject({ state: 'failed', problem: { code: 'try-later' } });
    });

    it('fail at once where trying again cannot help, and leave again when the unit asks', async () => {
      result = { state: 'failed', problem: 'address-refused' };
      const id = await queue();
      const before = (await get('/figures')).json().failed;
      await node().kernel.jobs.drain();
      const failed = (await get(`/${id}`)).json();
      expect(failed).toMatchObject({ state: 'failed', repeatable: true });
      expect(before).toBeLessThan((await get('/figures')).json().failed);
      result = { state: 'sent' };
      expect((await post(`/${id}/send-again`, failed.version - 1)).json().code).toBe('changed-meanwhile');
      expect((await post(`/${id}/send-again`, failed.version)).json().state).toBe('queued');
      await node().kernel.jobs.drain();
      // Under another id: a gateway sends one id once.
      expect(left.at(-1)?.id).toBe(`${id}-2`);
      expect((await get(`/${id}`)).json()).toMatchObject({ state: 'sent' });
    });

    it('with a code are not sent again', async () => {
      const id = await queue({ template: 'one-time-code', parameters: { code: '123456', minutes: 10 } });
      await node().kernel.jobs.drain();
      const { version } = (await get(`/${id}`)).json();
      expect((await post(`/${id}/send-again`, version)).json().code).toBe('message-not-repeatable');
    });

    it('bounce by a delivery status notice about their present round', async () => {
      const id = await queue();
      // Mail can be faster than the note that the message left: nothing of it is lost, it is handed over again.
      await expect(takeBounce(setting(), operator, bounceOf(id, '5.1.1'))).rejects.toMatchObject({
        code: 'bounce-too-early',
      });
      await node().kernel.jobs.drain();
      expect(await takeBounce(setting(), operator, bounceOf(`${id}-2`, '5.1.1'))).toEqual({ bounced: 0 });
      expect(await takeBounce(setting(), operator, bounceOf(id, '5.1.1'))).toEqual({ bounced: 1 });
      expect((await get(`/${id}`)).json()).toMatchObject({ state: 'bounced', problem: { code: 'address-refused' } });
      await expect(takeBounce(setting(), operator, 'Subject: holiday\r\n\r\nAway.')).rejects.toMatchObject({
        code: 'bounce-unreadable',
      });
      expect(
        (
          await node().http.inject({
            method: 'POST',
            url: '/api/messages/bounces',
            headers: clerk,
            payload: { mail: 'x' },
          })
        ).statusCode,
      ).toBe(404);
    });

    it('to a postal address are printed, and marked as posted once', async () => {
      const id = await queue({ to: { kind: 'post', address: '虚构路1号\n虚构市' } });
      await node().kernel.jobs.drain();
      const printed = (await get(`/${id}`)).json();
      expect(printed).toMatchObject({ state: 'printed', to: { masked: '***' } });
      // The page holds the link: the operator prints it, the unit never gets it.
      expect((await get(`/${id}/letter`)).statusCode).toBe(404);
      const { bytes } = await printLetter(setting(), operator, id);
      expect(Buffer.from(bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
      expect((await post(`/${id}/posted`, printed.version)).json().state).toBe('posted');
      expect((await post(`/${id}/posted`, printed.version + 1)).json().code).toBe('message-not-a-letter');
    });

    it('refuse what their template does not ask for, and a link that shows its secret', async () => {
      await expect(queue({ parameters: { unit: 'x' } })).rejects.toThrow('no value');
      await expect(queue({ parameters: { unit: 'x', until: 'y', link: 'https://gate.example/?s=1' } })).rejects.toThrow(
        'fragment',
      );
    });

    it('page by page name each message once', async () => {
      const seen: string[] = [];
      for (let path: string | undefined = '?limit=2'; path !== undefined;) {
        const page: { items: { id: string }[]; next?: string } = (await get(path)).json();
        seen.push(...page.items.map(({ id }) => id));
        path = page.next === undefined ? undefined : `?limit=2&cursor=${page.next}`;
      }
      expect(seen.length).toBeGreaterThan(4);
      expect(new Set(seen).size).toBe(seen.length);
    });

    it('are erased with what they are about, or in their own time once nobody has to see to them', async () => {
      const { kernel } = node();
      const erasing = <T>(work: (context: ActContext) => Promise<T>) =>
        act(kernel, systemViewer('retention'), 'test.erase', async (context) => {
          await context.record({});
          return work(context);
        });
      const [ofInquiry, ofStaff, waiting] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
      const about = { kind: 'inquiry', id: ofInquiry };
      const first = await queue({ about });
      const own = await queue({ about: { kind: 'access.account', id: ofStaff } });
      await kernel.jobs.drain();
      const open = await queue({ about: { kind: 'access.account', id: waiting } });
      const [kind] = keptMessages(kernel);
      if (kind === undefined) throw new Error('no messages are kept');
      const later = new Date(node().clock.now().getTime() + 1);
      await erasing(async (context) => {
        await eraseMessagesAbout(kernel, context, [ofInquiry]);
        const { documents } = await kind.walk(context, undefined, later, 500);
        const walked = documents.map(({ id }) => id);
        expect([first, own, open].map((id) => walked.includes(id))).toEqual([false, true, true]);
        const going = [...(await kind.mayGo(context, documents)).keys()];
        expect([own, open].map((id) => going.includes(id))).toEqual([true, false]);
        await kind.erase(context, [own]);
      });
      for (const id of [first, own]) expect((await get(`/${id}`)).json()).toMatchObject({ to: { masked: '—' } });
      expect((await get(`/${open}`)).json().to.masked).not.toBe('—');
      const again = erasuresAgain([kind])['messages.message'];
      expect(await erasing(async (context) => again?.(context, { act: 'erased', objectId: own, at: later }))).toBe(
        'already',
      );
    });

    it('are in the state that their steps lead to, and stored without address or text', async () => {
      const { rows, steps } = await withTransaction(
        node().kernel.database,
        systemViewer('delivery'),
        node().clock.now(),
        async ({ sql }) => ({
          rows: await sql.selectFrom('messages.message').selectAll().execute(),
          steps: await sql.selectFrom('messages.messageAction').selectAll().orderBy('position').execute(),
        }),
      );
      for (const row of rows) {
        const last = steps.filter(({ messageId }) => messageId === row.id).at(-1);
        expect([row.state, row.problem]).toEqual([stateAfterStep(last?.verb as MessageVerb), last?.problem]);
        expect(Buffer.concat([row.address, row.content]).toString('latin1')).not.toMatch(/invented|gate\.example/);
      }
    });
  },
  {},
  { providers },
);
