import { systemViewer, withTransaction } from '@gatehouse/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addPasskey, newAuthenticator } from '../../../../../test/harness/authenticator.js';
import {
  type Caller,
  callerAs,
  callerWith,
  makeWorld,
  signInAs,
  type World,
} from '../../../../../test/harness/people.js';
import { setUpDevice } from '../../../../../test/harness/device.js';
import { startProvider, visitProvider } from '../../../../../test/harness/identity-provider.js';
import { onChosenEngines, type TestNode } from '../../../../../test/harness/test-node.js';
import { act } from '../../kernel/act.js';
import { reapplyToAccount } from './actions/reapply-ended.js';

const provider = await startProvider();
provider.sendHomeTo('http://localhost:7080');
afterAll(() => provider.close());

type Detail = Record<string, unknown>;
type Action = { verb: string; detail: Detail };

/** The state of an account that follows from its actions alone. */
type State = {
  account: Detail;
  roles: Record<string, { role: unknown; state: 'proposed' | 'in-force' | 'ended' }>;
  standIns: Record<string, 'proposed' | 'confirmed' | 'ended'>;
  conflicts: Record<string, 'open' | 'withdrawn'>;
  tokens: Record<string, 'open' | 'ended'>;
};

const endAll = <T extends Record<string, unknown>>(things: T, ended: T[string]): T =>
  Object.fromEntries(Object.keys(things).map((id) => [id, ended])) as T;

const endRoles = (roles: State['roles']): State['roles'] =>
  Object.fromEntries(Object.entries(roles).map(([id, grant]) => [id, { ...grant, state: 'ended' as const }]));

/** What each verb does to the state. */
const replayers: Record<string, (state: State, detail: Detail) => Partial<State>> = {
  create: (_state, { login, displayName, organisationId, hasWorkPhone, until }) => ({
    account: {
      login,
      displayName,
      organisationId,
      hasWorkPhone,
      oneTimeUntil: until,
      hasFactor: false,
      isLinked: false,
      closed: false,
    },
  }),
  change: ({ account }, { displayName, hasWorkPhone }) => ({ account: { ...account, displayName, hasWorkPhone } }),
  'change-password': ({ account }) => ({ account: { ...account, oneTimeUntil: null } }),
  // What opens the account is not part of its state.
  'take-password': () => ({}),
  'set-factor': ({ account }) => ({ account: { ...account, hasFactor: true } }),
  'end-sessions': () => ({}),
  'add-passkey': ({ account }) => ({ account: { ...account, hasFactor: true } }),
  'remove-passkey': () => ({}),
  'add-provider-link': ({ account }) => ({ account: { ...account, isLinked: true } }),
  'end-provider-link': ({ account }) => ({ account: { ...account, isLinked: false } }),
  'use-recovery-code': () => ({}),
  'renew-recovery-codes': () => ({}),
  'end-recovery-codes': () => ({}),
  'take-factor': ({ account }) => ({ account: { ...account, hasFactor: false } }),
  'propose-role': ({ roles }, { grantId, role }) => ({
    roles: { ...roles, [String(grantId)]: { role, state: 'proposed' } },
  }),
  'confirm-role': ({ roles }, { grantId }) => ({
    roles: { ...roles, [String(grantId)]: { role: roles[String(grantId)]?.role, state: 'in-force' } },
  }),
  'end-role': ({ roles }, { grantId }) => ({
    roles: { ...roles, [String(grantId)]: { role: roles[String(grantId)]?.role, state: 'ended' } },
  }),
  'reset-password': ({ account, roles, tokens }, { until, proposed }) => ({
    account: { ...account, oneTimeUntil: until, isLinked: false },
    tokens: endAll(tokens, 'ended'),
    roles: {
      ...endRoles(roles),
      ...Object.fromEntries(
        (proposed as { grantId: string; role: string }[]).map(({ grantId, role }) => [
          grantId,
          { role, state: 'proposed' },
        ]),
      ),
    },
  }),
  'propose-recovery': () => ({}),
  'end-recovery': () => ({}),
  recover: (state, detail) => {
    const { account, ...rest } = { ...state, ...replayers['reset-password']?.(state, detail) };
    return { ...rest, account: { ...account, hasFactor: false } };
  },
  close: ({ account, roles, tokens }) => ({
    account: { ...account, oneTimeUntil: null, hasFactor: false, isLinked: false, closed: true },
    roles: endRoles(roles),
    tokens: endAll(tokens, 'ended'),
  }),
  'propose-stand-in': ({ standIns }, { standInId }) => ({ standIns: { ...standIns, [String(standInId)]: 'proposed' } }),
  'confirm-stand-in': ({ standIns }, { standInId }) => ({
    standIns: { ...standIns, [String(standInId)]: 'confirmed' },
  }),
  'end-stand-in': ({ standIns }, { standInId }) => ({ standIns: { ...standIns, [String(standInId)]: 'ended' } }),
  'declare-conflict': ({ conflicts }, { conflictId }) => ({
    conflicts: { ...conflicts, [String(conflictId)]: 'open' },
  }),
  'withdraw-conflict': ({ conflicts }, { conflictId }) => ({
    conflicts: { ...conflicts, [String(conflictId)]: 'withdrawn' },
  }),
  'create-token': ({ tokens }, { tokenId }) => ({ tokens: { ...tokens, [String(tokenId)]: 'open' } }),
  'end-token': ({ tokens }, { tokenId }) => ({ tokens: { ...tokens, [String(tokenId)]: 'ended' } }),
};

function replay(actions: readonly Action[]): State {
  const nothing: State = { account: {}, roles: {}, standIns: {}, conflicts: {}, tokens: {} };
  return actions.reduce((state, { verb, detail }) => {
    const replayer = replayers[verb];
    if (replayer === undefined) throw new Error(`no replay of ${verb}`);
    return { ...state, ...replayer(state, detail) };
  }, nothing);
}

function prove(node: () => TestNode): void {
  let world: World;
  let admin: Caller;
  let second: Caller;
  beforeAll(async () => {
    world = await makeWorld(node());
    admin = await callerAs(node(), 'admin');
    second = await callerAs(node(), 'admin-2');
  });

  const isLinkedNow = (id: string): Promise<boolean> =>
    withTransaction(node().kernel.database, systemViewer('sign-in'), node().clock.now(), async ({ sql }) => {
      const open = sql.selectFrom('access.providerLink').select('id').where('endedAt', 'is', null);
      return (await open.where('accountId', '=', id).execute()).length > 0;
    });
  const stored = (id: string): Promise<{ state: State; actions: Action[]; version: number }> =>
    withTransaction(node().kernel.database, systemViewer('demonstration'), node().clock.now(), async ({ sql }) => {
      const account = await sql.selectFrom('access.account').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      const own = <Row extends { id: string }, Word>(rows: Row[], word: (row: Row) => Word): Record<string, Word> =>
        Object.fromEntries(rows.map((row) => [row.id, word(row)]));
      const grants = await sql.selectFrom('access.roleGrant').selectAll().where('accountId', '=', id).execute();
      const standIns = await sql.selectFrom('access.standIn').selectAll().where('absentAccountId', '=', id).execute();
      const conflicts = await sql.selectFrom('access.conflict').selectAll().where('accountId', '=', id).execute();
      const tokens = await sql.selectFrom('access.apiToken').selectAll().where('accountId', '=', id).execute();
      const actions = await sql
        .selectFrom('access.accountAction')
        .select(['verb', 'detail'])
        .where('accountId', '=', id)
        .orderBy('position')
        .execute();
      return {
        version: account.version,
        actions: actions as Action[],
        state: {
          account: {
            login: account.login,
            displayName: account.displayName,
            organisationId: account.organisationId,
            hasWorkPhone: account.phoneToken !== null,
            oneTimeUntil: account.oneTimeUntil?.toISOString() ?? null,
            hasFactor: account.secondFactorSince !== null,
            closed: account.closedAt !== null,
          },
          roles: own(grants, ({ role, endedAt, inForceFrom }) => ({
            role,
            state: endedAt !== null ? 'ended' : inForceFrom === null ? 'proposed' : 'in-force',
          })),
          standIns: own(standIns, ({ endedAt, confirmedBy }) =>
            endedAt !== null ? 'ended' : confirmedBy === null ? 'proposed' : 'confirmed',
          ),
          conflicts: own(conflicts, ({ withdrawnAt }) => (withdrawnAt === null ? 'open' : 'withdrawn')),
          tokens: own(tokens, ({ endedAt }) => (endedAt === null ? 'open' : 'ended')),
        },
      };
    });
  const agrees = async (id: string): Promise<void> => {
    const { state, actions, version } = await stored(id);
    const account = { ...state.account, isLinked: await isLinkedNow(id) };
    expect(replay(actions)).toEqual({ ...state, account });
    expect(version).toBe(actions.length);
  };

  const linkTo = async (caller: Caller, subject: string, current: string): Promise<void> => {
    const workPhone = '13900000009';
    const { address, attempt } = (await caller('POST', '/api/provider-link/begin', { current, workPhone })).json();
    provider.become({ subject });
    const query = await visitProvider(String(address));
    await caller('POST', '/api/provider-link', { attempt, query, workPhone, language: 'zh' });
  };

  /** A device set up and used, given up by two administrators, and taken away by a restore. */
  const recoverTwice = async (id: string, at: (path: string) => string, version: () => Promise<unknown>) => {
    const reset = await admin('POST', at('/reset-password'), { version: await version() });
    const first = String(reset.json().oneTimePassword);
    const caller = callerWith(node(), await signInAs(node(), 'lived-through-it', first));
    const { recoveryCodes } = await setUpDevice(caller, node().clock.now(), first);
    await agrees(id);
    const payload = { account: 'lived-through-it', password: first };
    const { ticket } = (await node().http.inject({ method: 'POST', url: '/api/sign-in', payload })).json();
    const code = { ticket, code: recoveryCodes[0] };
    await node().http.inject({ method: 'POST', url: '/api/sign-in/code', payload: code });
    await caller('POST', '/api/second-factor/recovery-codes', { current: first });
    const { passkey } = await addPasskey(caller, newAuthenticator(), 'phone', first);
    await caller('POST', `/api/passkeys/${passkey.id}/remove`, { current: first });
    await agrees(id);
    await admin('POST', at('/recovery'), { version: await version() });
    await second('POST', at('/recovery/end'), { version: await version() });
    await admin('POST', at('/recovery'), { version: await version() });
    const confirmed = { version: await version(), language: 'zh', workPhone: '13900000009' };
    const recovered = await second('POST', at('/recovery/confirm'), confirmed);
    await agrees(id);
    const next = String(recovered.json().oneTimePassword);
    await setUpDevice(callerWith(node(), await signInAs(node(), 'lived-through-it', next)), node().clock.now(), next);
    await agrees(id);
    for (const lost of ['renew-recovery-codes:another', 'set-factor:another']) {
      const word = lost.replace('another', '00000000-0000-4000-8000-000000000000');
      const outcome = await act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
        await context.record({});
        return reapplyToAccount(context, { act: word, objectId: id, at: context.now });
      });
      expect([lost, outcome]).toEqual([lost, 'done']);
      await agrees(id);
    }
  };

  it('tells the present state of all its rows, after every change', async () => {
    const password = 'a password of ones own';
    const made = (
      await admin('POST', '/api/accounts', {
        login: 'lived-through-it',
        displayName: 'First name (invented)',
        organisationId: world.organisations.registry,
      })
    ).json() as { id: string; version: number; oneTimePassword: string };
    const { id } = made;
    await agrees(id);
    const at = (path: string) => `/api/accounts/${id}${path}`;
    const version = async () => (await admin('GET', at(''))).json().version;
    const give = async (role: string): Promise<string> => {
      const { roles } = (await admin('POST', at('/roles'), { role })).json() as {
        roles: { id: string; role: string }[];
      };
      const grantId = roles.find((grant) => grant.role === role)?.id ?? 'none';
      await second('POST', at(`/roles/${grantId}/confirm`));
      return grantId;
    };
    await admin('POST', at('/change'), {
      version: await version(),
      displayName: 'Second name',
      workPhone: '13900000009',
    });
    const ended = await give('verifier');
    await give('registrar');
    await admin('POST', at(`/roles/${ended}/end`));
    await agrees(id);

    const caller = callerWith(node(), await signInAs(node(), 'lived-through-it', made.oneTimePassword));
    await caller('POST', '/api/password', { current: made.oneTimePassword, next: password });
    const token = await caller('POST', '/api/tokens', { name: 'one', expiresAt: '2027-01-01T00:00:00Z' });
    await caller('POST', '/api/tokens', { name: 'two', expiresAt: '2027-01-01T00:00:00Z' });
    await caller('POST', `/api/tokens/${String(token.json().id)}/end`);
    const tie = { organisationId: world.organisations.school, ground: 'family' };
    const declared = await caller('POST', '/api/conflicts', tie);
    await caller('POST', `/api/conflicts/${String(declared.json().id)}/withdraw`);
    await caller('POST', '/api/conflicts', tie);
    const lent = { absentAccountId: id, accountId: world.accounts.verifier, role: 'registrar' };
    const period = { startsAt: '2026-12-01T00:00:00Z', endsAt: '2026-12-05T00:00:00Z' };
    const first = await caller('POST', '/api/stand-ins', { ...lent, ...period });
    await caller('POST', `/api/stand-ins/${String(first.json().id)}/end`);
    const lasting = await caller('POST', '/api/stand-ins', { ...lent, ...period });
    await admin('POST', `/api/stand-ins/${String(lasting.json().id)}/confirm`);
    await agrees(id);
    await linkTo(caller, 'officer-10', password);
    await agrees(id);
    await caller('POST', '/api/provider-link/end', { current: password, language: 'zh' });
    await agrees(id);
    await linkTo(caller, 'officer-10', password);
    expect(await isLinkedNow(id)).toBe(true);

    const given = await act(node().kernel, systemViewer('restore'), 'journal.reapply-act', async (context) => {
      await context.record({});
      return reapplyToAccount(context, { act: 'change-password', objectId: id, at: context.now });
    });
    expect(given).toBe('done');
    await agrees(id);
    await admin('POST', at('/end-sessions'), { version: await version() });
    await recoverTwice(id, at, version);
    await admin('POST', at('/reset-password'), { version: await version() });
    await agrees(id);
    await admin('POST', at('/close'), { version: await version() });
    await agrees(id);
    const { actions } = await stored(id);
    expect(new Set(actions.map(({ verb }) => verb))).toEqual(new Set(Object.keys(replayers)));
  });

  it('is only ever added to', async () => {
    const change = withTransaction(
      node().kernel.database,
      { kind: 'operator', name: 'root' },
      node().clock.now(),
      ({ sql }) => sql.updateTable('access.accountAction').set({ verb: 'nothing' }).execute(),
    );
    await expect(change).rejects.toThrow('permission denied');
  });
}

onChosenEngines('the history of an account', prove, {
  ...provider.environment,
  GATEHOUSE_PUBLIC_ADDRESS: 'http://localhost:7080',
});
