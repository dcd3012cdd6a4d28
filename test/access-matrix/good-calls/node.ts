import { generateKeyPairSync, sign } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { act } from '../../../apps/server/src/kernel/act.js';
import { messageSender } from '../../../apps/server/src/modules/exchange/actions/send-message.js';
import { envelopeBytes, standingBytes } from '../../../apps/server/src/modules/exchange/rules/envelope.js';
import { messageQueuer } from '../../../apps/server/src/modules/messages/actions/queue-message.js';
import { inventedAnswer } from '../../harness/exchange-messages.js';
import { bounceOf } from '../../harness/returned-mail.js';
import type { JourneyWorld } from '../../journeys/world.js';
import type { GoodCalls, Json, Story } from './story.js';

const clerk = { login: 'clerk' } as const;
const auditor = { login: 'auditor' } as const;
const far = { node: 'far', role: 'platform' } as const;
const keys = generateKeyPairSync('ed25519');
const publicKey = Buffer.from(keys.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');

/** A message to a person of the clerk's unit, once it has left or is printed. */
async function message(story: Story, to: { kind: 'email' | 'post'; address: string }): Promise<Json> {
  const { kernel } = story.world.node;
  const viewer = systemViewer('demonstration');
  const { organisationId } = await withTransaction(kernel.database, viewer, kernel.clock.now(), ({ sql }) =>
    sql.selectFrom('access.account').select('organisationId').where('login', '=', 'clerk').executeTakeFirstOrThrow(),
  );
  const id = await act(kernel, viewer, 'test.queue', async (context) => {
    await context.record({});
    return messageQueuer(kernel.keys)(context, {
      to,
      language: 'zh',
      template: 'consent-invitation',
      parameters: { unit: '甲县第一小学(虚构)', link: 'https://gate.example/consent#invented', until: '2026-12-01' },
      about: { kind: 'inquiry.application', id: crypto.randomUUID() },
      organisationId,
    });
  });
  return story.until(async () => {
    const found = await story.as('clerk', 'GET', `/api/messages/${id}`);
    return found.state === 'queued' ? undefined : { ...found, id };
  });
}

/** Beside the data folder, which a backup is not written into. */
const backup = ({ node }: JourneyWorld): string => `${node.folder}.age`;

/** Messages to people. */
export const messageCalls: GoodCalls = {
  'GET /api/messages': async (story) => {
    story.kept.message = await message(story, { kind: 'email', address: 'invented@example.test' });
    return { by: clerk };
  },
  'GET /api/messages/figures': () => ({ by: clerk }),
  'GET /api/messages/:id': ({ kept }) => ({ by: clerk, params: { id: kept.message.id } }),
  'GET /api/messages/:id/text': ({ kept }) => ({ by: clerk, params: { id: kept.message.id } }),
  'POST /api/messages/bounces': ({ kept }) => ({ by: 'operator', body: { mail: bounceOf(kept.message.id) } }),
  'POST /api/messages/:id/send-again': async ({ as, kept }) => {
    const { version } = await as('clerk', 'GET', `/api/messages/${kept.message.id}`);
    return { by: clerk, params: { id: kept.message.id }, body: { version } };
  },
  'GET /api/messages/:id/letter': async (story) => {
    story.kept.letter = await message(story, { kind: 'post', address: '虚构路1号\n虚构市' });
    return { by: 'operator', params: { id: story.kept.letter.id } };
  },
  'POST /api/messages/:id/posted': async ({ as, kept }) => {
    const { version } = await as('clerk', 'GET', `/api/messages/${kept.letter.id}`);
    return { by: clerk, params: { id: kept.letter.id }, body: { version } };
  },
};

/** The log, the exchange and the machine. */
export const nodeCalls: GoodCalls = {
  'GET /api/journal/head': () => ({ by: auditor }),
  'GET /api/journal/entries': ({ kept }) => ({ by: auditor, keep: ({ json }) => void (kept.entry = json.items[0]) }),
  'GET /api/journal/entries/:id': ({ kept }) => ({ by: auditor, params: { id: kept.entry.id } }),
  'GET /api/canaries': () => ({ by: auditor }),
  'GET /api/exchange/identity': ({ kept }) => ({
    by: 'operator',
    keep: ({ json }) => void (kept.identity = json),
  }),
  'PUT /api/exchange/peers/:node/:role': () => ({
    by: 'operator',
    params: far,
    body: { address: 'https://127.0.0.1:9', publicKey },
  }),
  'GET /api/exchange/peers': () => ({ by: 'operator' }),
  'POST /api/exchange/messages': ({ kept, world }) => {
    const envelope = {
      id: crypto.randomUUID(),
      from: far,
      to: { node: String(kept.identity.node), role: 'registry' as const },
      type: 'inquiry.cancel' as const,
      sequence: 1,
      sentAt: world.node.clock.now().toISOString(),
      body: { askId: crypto.randomUUID() },
    };
    const signature = sign(null, envelopeBytes(envelope), keys.privateKey).toString('base64');
    return { by: 'public', body: { envelope, signature }, actor: 'system:exchange' };
  },
  'POST /api/exchange/standings': ({ kept, world }) => {
    const standing = {
      from: far,
      to: { node: String(kept.identity.node), role: 'registry' as const },
      upTo: 0,
      missing: [],
      askedAt: world.node.clock.now().toISOString(),
    };
    const signature = sign(null, standingBytes(standing), keys.privateKey).toString('base64');
    return { by: 'public', body: { standing, signature }, actor: 'system:exchange' };
  },
  'GET /api/exchange/outbox': async ({ kept, world }) => {
    const { kernel } = world.node;
    await act(kernel, systemViewer('exchange'), 'test.send', async (context) => {
      await context.record({});
      await messageSender(kernel.keys)(context, 'platform', 'inquiry.answer', [
        { body: inventedAnswer(crypto.randomUUID()), peer: far.node },
      ]);
    });
    return { by: 'operator', keep: ({ json }) => void (kept.waiting = json.items[0]) };
  },
  'POST /api/exchange/outbox/:id/retry': ({ kept }) => ({ by: 'operator', params: { id: kept.waiting.id } }),
  'DELETE /api/exchange/peers/:node/:role': () => ({ by: 'operator', params: far }),
  'PUT /api/operations/set-up': () => ({
    by: 'operator',
    body: { operator: 'Invented operator', custodians: ['First', 'Second'] },
  }),
  'POST /api/operations/examinations': () => ({ by: 'operator' }),
  'GET /api/operations/keys': ({ kept }) => ({
    by: 'operator',
    keep: ({ json }) => void (kept.oldKey = json.keys.find((key: { use: string }) => key.use === 'wrapping').id),
  }),
  'POST /api/operations/keys/renewals': ({ world, until }) => ({
    by: 'operator',
    keep: async ({ json: { epoch } }) => {
      const others = 'select 1 from kernel.data_key where destroyed_at is null and key_id <> $1 limit 1';
      await until(async () => {
        const { rows } = await world.node.kernel.database.asOwner((client) => client.query(others, [epoch]));
        return rows.length === 0 ? true : undefined;
      });
    },
  }),
  'POST /api/operations/keys/token-renewals': () => ({ by: 'operator' }),
  'POST /api/operations/keys/retirements': ({ kept }) => ({ by: 'operator', body: { id: kept.oldKey } }),
  'POST /api/operations/keys/custody': ({ kept }) => ({
    by: 'operator',
    keep: ({ json }) => void (kept.custodyShares = json.shares.slice(1)),
  }),
  'POST /api/operations/keys/custody/tests': ({ kept }) => ({
    by: 'operator',
    body: { shares: kept.custodyShares },
  }),
  'POST /api/operations/backups': async ({ world }) => ({
    by: 'operator',
    body: { out: backup(world), recipients: [await identityToRecipient(await generateX25519Identity())] },
    keep: () => rm(backup(world)),
  }),
  'POST /api/administrators': async ({ world }) => {
    const { kernel } = world.node;
    const now = kernel.clock.now();
    await withTransaction(kernel.database, { kind: 'operator', name: 'root' }, now, ({ sql }) =>
      sql.updateTable('access.roleGrant').set({ endedAt: now }).where('role', 'in', ['admin', 'admin-2']).execute(),
    );
    return {
      by: 'operator',
      body: {
        organisation: { nameEn: 'Operator (invented)', nameZh: '运营者（虚构）', divisionCode: '100000' },
        administrators: [
          { login: 'first-founder', displayName: 'First' },
          { login: 'second-founder', displayName: 'Second' },
        ],
      },
    };
  },
};
