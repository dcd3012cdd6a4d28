import { type Authenticator, newAuthenticator } from '../../harness/authenticator.js';
import { codeOn } from '../../harness/device.js';
import { visitProvider } from '../../harness/identity-provider.js';
import { worldPassword } from '../../harness/people.js';
import type { GoodCall, GoodCalls, Story } from './story.js';

/** What the device of the vice principal was given. */
let secret = '';

/** The device of the procurator, and what it was asked for. */
let authenticator: Authenticator;
let asked: { challengeId: string; options: Record<string, unknown> };
const procurator = { login: 'procurator' } as const;

const superior = { login: 'superior' } as const;
/** Where somebody was sent to the identity provider, and what brings them home. */
let way = { address: '', attempt: '' };

/** Goes there as the superior and comes home. */
async function visit({ world }: Story, { address, attempt }: typeof way) {
  world.provider?.become({ subject: 'superior-invented' });
  return { attempt, query: await visitProvider(address) };
}

const admin = { login: 'admin' } as const;
const clerk = { login: 'clerk' } as const;

/** A call about the account that the story has made, at the version it is at now. */
async function account(story: Story, more: object = {}): Promise<GoodCall> {
  const { id } = story.kept.account as { id: string };
  const { version } = await story.as('admin', 'GET', `/api/accounts/${id}`);
  return { by: admin, params: { id }, body: { version, ...more } };
}

async function roleWaiting({ kept, as }: Story): Promise<{ id: string; grantId: string }> {
  const { id } = kept.account;
  const { roles } = await as('admin', 'POST', `/api/accounts/${id}/roles`, { role: 'auditor' });
  return { id, grantId: roles.at(-1).id };
}

async function organisation({ kept, as }: Story, more: object = {}): Promise<GoodCall> {
  const { id } = kept.organisation;
  const { version } = await as('admin', 'GET', `/api/organisations/${id}`);
  return { by: admin, params: { id }, body: { version, ...more } };
}

const school = (unit: string) => ({ nameEn: `${unit} (invented)`, nameZh: '丁校（虚构）', divisionCode: '100101' });

/** Accounts, organisations, sessions and duties. */
export const accessCalls: GoodCalls = {
  'POST /api/sign-in': () => ({
    by: 'public',
    body: { account: 'auditor', password: worldPassword },
    actor: 'system:sign-in',
  }),
  'GET /api/unusual-looks': () => ({ by: admin }),
  'POST /api/second-factor/begin': () => ({
    by: { login: 'vice-principal' },
    body: {},
    keep: ({ json }) => void (secret = json.secret),
  }),
  'POST /api/second-factor/set': ({ world }) => ({
    by: { login: 'vice-principal' },
    body: { current: worldPassword, code: codeOn({ secret }, world.node.clock.now(), -1) },
  }),
  'POST /api/second-factor/show': ({ world }) => ({
    by: { login: 'vice-principal' },
    body: { code: codeOn({ secret }, world.node.clock.now()) },
  }),
  'GET /api/second-factor': () => ({ by: { login: 'vice-principal' } }),
  'POST /api/second-factor/recovery-codes': () => ({
    by: { login: 'vice-principal' },
    body: { current: worldPassword },
  }),
  'POST /api/sign-in/code': async ({ send, world }) => {
    const body = { account: 'vice-principal', password: worldPassword };
    const { json } = await send('POST', '/api/sign-in', { by: 'public', body });
    return {
      by: 'public',
      body: { ticket: json.ticket, code: codeOn({ secret }, world.node.clock.now(), 1) },
      actor: 'system:sign-in',
    };
  },
  'GET /api/sign-in/ways': () => ({
    by: 'public',
    keep: ({ json }) => void (authenticator = newAuthenticator({ origin: json.passkeys.origin })),
  }),
  'POST /api/passkeys/begin': () => ({
    by: procurator,
    body: { current: worldPassword },
    keep: ({ json }) => void (asked = json),
  }),
  'POST /api/passkeys': ({ kept }) => ({
    by: procurator,
    body: { challengeId: asked.challengeId, name: 'phone', response: authenticator.make(asked) },
    keep: ({ json }) => void (kept.passkey = json.passkey),
  }),
  'GET /api/passkeys': () => ({ by: procurator }),
  'POST /api/sign-in/passkey/begin': () => ({
    by: 'public',
    body: {},
    keep: ({ json }) => void (asked = json),
  }),
  'POST /api/sign-in/passkey': () => ({
    by: 'public',
    body: { challengeId: asked.challengeId, response: authenticator.show(asked) },
    actor: 'system:sign-in',
  }),
  'POST /api/passkeys/:id/remove': async ({ as, send, kept }) => {
    const { origin } = (await send('GET', '/api/sign-in/ways', { by: 'public' })).json.passkeys;
    const begun = await as('procurator', 'POST', '/api/passkeys/begin', { current: worldPassword });
    const response = newAuthenticator({ origin }).make(begun);
    await as('procurator', 'POST', '/api/passkeys', { challengeId: begun.challengeId, name: 'key ring', response });
    return { by: procurator, params: { id: kept.passkey.id }, body: { current: worldPassword } };
  },
  'POST /api/provider-link/begin': () => ({
    by: superior,
    body: { current: worldPassword },
    keep: ({ json }) => void (way = json),
  }),
  'POST /api/provider-link': async (story) => ({
    by: superior,
    body: { ...(await visit(story, way)), language: 'zh' },
  }),
  'GET /api/provider-link': () => ({ by: superior }),
  'POST /api/sign-in/provider/begin': () => ({ by: 'public', body: {}, keep: ({ json }) => void (way = json) }),
  'POST /api/sign-in/provider': async (story) => ({
    by: 'public',
    body: await visit(story, way),
    actor: 'system:sign-in',
  }),
  'POST /api/provider-link/end': () => ({ by: superior, body: { current: worldPassword, language: 'zh' } }),
  'POST /api/accounts/:id/provider-link/end': async (story) => {
    const begun = await story.as('superior', 'POST', '/api/provider-link/begin', { current: worldPassword });
    await story.as('superior', 'POST', '/api/provider-link', { ...(await visit(story, begun)), language: 'zh' });
    const id = story.accounts.superior ?? '';
    const { version } = await story.as('admin', 'GET', `/api/accounts/${id}`);
    return { by: admin, params: { id }, body: { version, language: 'zh' } };
  },
  'GET /api/session': () => ({ by: clerk }),
  'GET /api/sessions': () => ({ by: clerk }),
  'POST /api/sessions/:id/end': async ({ as, send }) => {
    await send('POST', '/api/sign-in', { by: 'public', body: { account: 'centre', password: worldPassword } });
    const { items } = await as('centre', 'GET', '/api/sessions');
    return {
      by: { login: 'centre' },
      params: { id: items.find((one: { isThisOne: boolean }) => !one.isThisOne).id },
    };
  },
  'POST /api/sessions/end-others': () => ({ by: { login: 'centre' } }),
  'POST /api/password': () => ({
    by: { login: 'centre' },
    body: { current: worldPassword, next: 'another-invented-password' },
  }),
  'POST /api/sign-out': () => ({ by: { login: 'centre' } }),
  'GET /api/organisations': () => ({ by: admin }),
  'POST /api/organisations': async ({ as, kept }) => {
    const { items } = await as('admin', 'GET', '/api/organisations?limit=100');
    kept.bureau = items.find(({ nameEn }: { nameEn: string }) => nameEn.startsWith('County education bureau A'));
    return {
      by: admin,
      body: { kind: 'unit', unitType: 'primary_school', parentId: kept.bureau.id, ...school('School D') },
      keep: ({ json }) => void (kept.organisation = json),
    };
  },
  'GET /api/organisations/:id': ({ kept }) => ({ by: admin, params: { id: kept.organisation.id } }),
  'POST /api/organisations/:id/change': (story) =>
    organisation(story, {
      ...school('School D again'),
      parentId: story.kept.bureau.id,
      unitType: 'primary_school',
      creditCode: null,
    }),
  'POST /api/organisations/:id/close': (story) => organisation(story),
  'GET /api/accounts': () => ({ by: admin }),
  'POST /api/accounts': async ({ as, kept }) => {
    const { items } = await as('admin', 'GET', '/api/organisations?kind=auditor');
    return {
      by: admin,
      body: { login: 'invented-account', displayName: 'Invented', organisationId: items[0].id },
      keep: ({ json }) => void (kept.account = json),
    };
  },
  'GET /api/accounts/:id': ({ kept }) => ({ by: admin, params: { id: kept.account.id } }),
  'POST /api/accounts/:id/change': (story) => account(story, { displayName: 'Invented again' }),
  'POST /api/accounts/:id/roles': ({ kept }) => ({
    by: admin,
    params: { id: kept.account.id },
    body: { role: 'auditor' },
    keep: ({ json }) => void (kept.grant = json.roles.at(-1)),
  }),
  'POST /api/accounts/:id/roles/:grantId/confirm': ({ kept }) => ({
    by: { login: 'admin-third' },
    params: { id: kept.account.id, grantId: kept.grant.id },
  }),
  'POST /api/accounts/:id/roles/:grantId/end': async (story) => {
    const { id } = story.kept.account;
    await story.as('admin', 'POST', `/api/accounts/${id}/roles/${story.kept.grant.id}/end`);
    return { by: admin, params: await roleWaiting(story) };
  },
  'POST /api/accounts/:id/end-sessions': (story) => account(story),
  'POST /api/accounts/:id/reset-password': (story) => account(story),
  'POST /api/accounts/:id/recovery': (story) => account(story),
  'POST /api/accounts/:id/recovery/end': (story) => account(story),
  'POST /api/accounts/:id/recovery/confirm': async (story) => {
    const { params, body } = await account(story);
    await story.as('admin', 'POST', `/api/accounts/${String(params?.id)}/recovery`, body);
    return { ...(await account(story, { language: 'en' })), by: { login: 'admin-third' } };
  },
  'POST /api/accounts/:id/close': (story) => account(story),
  'GET /api/stand-ins': () => ({ by: admin }),
  'POST /api/stand-ins': ({ accounts, kept, world }) => ({
    by: { login: 'registrar' },
    body: {
      absentAccountId: accounts.registrar,
      accountId: accounts.verifier,
      role: 'registrar',
      startsAt: new Date(world.node.clock.now().getTime() + 30 * 86_400_000).toISOString(),
      endsAt: new Date(world.node.clock.now().getTime() + 33 * 86_400_000).toISOString(),
    },
    keep: ({ json }) => void (kept.standIn = json),
  }),
  'POST /api/stand-ins/:id/confirm': ({ kept }) => ({ by: admin, params: { id: kept.standIn.id } }),
  'POST /api/stand-ins/:id/end': ({ kept }) => ({ by: { login: 'registrar' }, params: { id: kept.standIn.id } }),
  'GET /api/conflicts': () => ({ by: { login: 'reviewer-elsewhere' } }),
  'POST /api/conflicts': ({ kept }) => ({
    by: { login: 'reviewer-elsewhere' },
    body: { organisationId: kept.bureau.id, ground: 'family' },
    keep: ({ json }) => void (kept.conflict = json),
  }),
  'POST /api/conflicts/:id/withdraw': ({ kept }) => ({
    by: { login: 'reviewer-elsewhere' },
    params: { id: kept.conflict.id },
  }),
  'GET /api/tokens': () => ({ by: clerk }),
  'POST /api/tokens': ({ world, kept }) => ({
    by: clerk,
    body: { name: 'list', expiresAt: new Date(world.node.clock.now().getTime() + 86_400_000).toISOString() },
    keep: ({ json }) => void (kept.token = json),
  }),
  'POST /api/tokens/:id/end': ({ kept }) => ({ by: clerk, params: { id: kept.token.id } }),
};
