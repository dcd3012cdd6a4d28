import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openNode, readConfig, systemViewer, withTransaction } from '@gatehouse/server';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../apps/cli/src/main.js';
import { commandIo } from '../harness/command-io.js';
import { connectionsTo, emptyDatabase } from '../harness/empty-database.js';
import { timesDone } from '../harness/index-world.js';
import { eraseByRule, isErasedByRule, keepByRule, type KeptByRule } from '../harness/kept-by-rule.js';
import {
  type Caller,
  callerAs,
  callerWith,
  makeWorld,
  signInAs,
  type World,
  worldPassword,
} from '../harness/people.js';
import {
  type Call,
  callAs,
  declareSources,
  inventedNumber,
  inventedRecord,
  registryWorld,
} from '../harness/registry-world.js';
import { byPasswordAlone, chosenEngines, openTestNode, type TestNode } from '../harness/test-node.js';
import { withheldDesk } from '../harness/withheld-desk.js';

const world = registryWorld();
/** What the copy lacks: two sealings, five ended rights, two withholdings, and an erasure of each of six rules. The list has one withholding more. */
const lost = 15;

describe.each(chosenEngines)('the drill: backup, seal, lose the machine, restore, recover (%s)', (engine) => {
  let work: string;
  let opened: Awaited<ReturnType<typeof openTestNode>>;
  let database: Awaited<ReturnType<typeof emptyDatabase>> | undefined;
  let environment: Record<string, string>;
  const kept = (name: string) => join(work, name);
  const person = { name: '封存人', number: inventedNumber('19800101', 21) };
  const waiting = { name: '待核人', number: inventedNumber('19800102', 22) };
  const ids: Record<'sealed' | 'waiting', string> = { sealed: '', waiting: '' };
  let people: World['accounts'];
  let before: Record<'cookie' | 'token' | 'endedToken', string>;
  let documents: KeptByRule;
  let live: TestNode;
  const hidden = withheldDesk(() => live, inventedNumber('19790303', 23));
  const looks: Record<'alone' | 'asked' | 'undecided' | 'over', string> = {
    alone: '',
    asked: '',
    undecided: '',
    over: '',
  };
  const pass = (hours: number) => opened.node.clock.advance(hours * 3_600_000);
  const run = async (on: Record<string, string>, ...words: string[]) => {
    const { io, written } = commandIo(on);
    const status = await main(words, io);
    return { status, ...written };
  };

  const enter = async (registrar: Call, who: typeof person) => {
    const answer = await registrar('POST', '/api/registry/records', inventedRecord(who));
    expect(answer).toMatchObject({ status: 201 });
    return String(answer.body['recordId']);
  };
  const verify = (verifier: Call, recordId: string) =>
    verifier('POST', '/api/registry/verifications', { items: [{ recordId, version: 1 }] });
  const seal = async (registrar: Call, verifier: Call, recordId: string) => {
    const order = { verb: 'seal', version: 2, reason: 'By order of the invented court.', validFrom: '2020-01-01' };
    const proposal = await registrar('POST', `/api/registry/records/${recordId}/proposals`, order);
    const url = `/api/registry/proposals/${String(proposal.body['proposalId'])}/decision`;
    const decided = await verifier('POST', url, { recordVersion: 2, decision: 'confirm', reason: 'Compared.' });
    expect(decided).toMatchObject({ status: 200, body: { state: 'sealed' } });
  };
  const askAbout = async (node: TestNode, { name, number }: typeof person) => {
    const documents = [{ type: 'resident_id' as const, number }];
    const askId = await world.ask(node, { person: { name, formerNames: [], documents } });
    await node.kernel.jobs.drain();
    return world.sent().find(({ body }) => body.askId === askId)?.body;
  };
  const makeToken = async (caller: Caller) => {
    const expiresAt = new Date(opened.node.clock.now().getTime() + 86_400_000).toISOString();
    const { id, secret } = (await caller('POST', '/api/tokens', { name: 'a program', expiresAt })).json();
    return { id: String(id), token: String(secret) };
  };
  /** Rights that end after the backup: an account, a role, a token, a password with all that it opened, and one alone. */
  const endRights = async (node: TestNode, tokenId: string) => {
    const [admin, clerk] = [await callerAs(node, 'admin'), await callerAs(node, 'clerk')];
    const read = async (id: string) => (await admin('GET', `/api/accounts/${id}`)).json();
    const { version } = await read(people['clerk-elsewhere']);
    const [grant] = (await read(people.reviewer))['roles'] as { id: string }[];
    const reset = { version: (await read(people.auditor))['version'] };
    const verifier = await callerAs(node, 'verifier');
    const done = [
      await admin('POST', `/api/accounts/${people['clerk-elsewhere']}/close`, { version }),
      await admin('POST', `/api/accounts/${people.reviewer}/roles/${String(grant?.id)}/end`),
      await clerk('POST', `/api/tokens/${tokenId}/end`),
      await admin('POST', `/api/accounts/${people.auditor}/reset-password`, reset),
      await verifier('POST', '/api/password', { current: worldPassword, next: 'chosen after the backup' }),
    ];
    expect(done.map(({ statusCode }) => Math.floor(statusCode / 100))).toEqual([2, 2, 2, 2, 2]);
  };
  const stateOf = (node: TestNode, id: string) =>
    withTransaction(node.kernel.database, systemViewer('demonstration'), node.clock.now(), ({ sql }) =>
      sql.selectFrom('registry.record').select(['state', 'version']).where('id', '=', id).executeTakeFirst(),
    );

  /** Looks of which the copy knows less than came of them: withheld after it, approved after it, left undecided, and over. */
  const lookBefore = async () => {
    for (const name of ['undecided', 'over'] as const) await hidden.withhold((looks[name] = await hidden.look()), 0);
    await hidden.approve(looks.over);
    pass(25);
    looks.alone = await hidden.look();
    await hidden.withhold((looks.asked = await hidden.look()), 3);
  };
  const lookAfter = async () => {
    await hidden.withhold(looks.alone, 3);
    for (const name of ['alone', 'asked'] as const) await hidden.approve(looks[name]);
    await live.turn();
    expect(await hidden.states()).toEqual(statesOf(['withheld', 'withheld', 'lapsed', 'released']));
  };
  const statesOf = (states: readonly string[]) =>
    Object.fromEntries(Object.values(looks).map((id, at) => [id, [states[at]]]));

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'gatehouse-drill-'));
    const identity = await generateX25519Identity();
    await writeFile(kept('identity'), identity);
    opened = await openTestNode(engine, {}, { modules: [world.module] });
    const { node } = opened;
    live = node;
    people = (await makeWorld(node)).accounts;
    await lookBefore();
    documents = await keepByRule(node);
    await declareSources(node);
    const [registrar, verifier] = [await callAs(node, 'registrar'), await callAs(node, 'verifier')];
    ids.sealed = await enter(registrar, person);
    await verify(verifier, ids.sealed);
    ids.waiting = await enter(registrar, waiting);
    world.setDraw(0.999);
    // Evidence: two people would be asked, and no answer leaves.
    expect(await askAbout(node, person)).toBeUndefined();
    const clerk = await signInAs(node, 'clerk');
    const [lasting, ended] = [await makeToken(callerWith(node, clerk)), await makeToken(callerWith(node, clerk))];
    before = { cookie: clerk.cookie, token: lasting.token, endedToken: ended.token };
    const recipient = await identityToRecipient(identity);
    const backup = await run(opened.environment, 'backup', '--out', kept('backup.age'), '--recipient', recipient);
    expect(backup).toMatchObject({ status: 0, stderr: '' });
    await verify(verifier, ids.waiting);
    await seal(registrar, verifier, ids.sealed);
    await seal(registrar, verifier, ids.waiting);
    await lookAfter();
    await eraseByRule(node, documents);
    await endRights(node, ended.id);
    await node.close();
    for (const name of ['keys', 'log', 'lasting-acts', 'lasting-acts.head']) {
      await cp(join(node.folder, name), kept(name), { recursive: true });
    }
    await opened.remove();
    database = engine === 'postgres' ? await emptyDatabase() : undefined;
    environment = { ...opened.environment, GATEHOUSE_DATA: kept('restored'), DATABASE_URL: database?.url ?? '' };
  });
  afterAll(async () => {
    await database?.drop();
    await rm(work, { recursive: true, force: true });
  });

  it('keeps a list outside the database that says nothing about a person', async () => {
    const list = await readFile(kept('lasting-acts'), 'utf8');
    expect(list.trim().split('\n')).toHaveLength(lost + 1);
    expect(list).toContain(ids.sealed);
    for (const word of [person.name, person.number, 'court', 'registrar']) expect(list).not.toContain(word);
  });

  it('refuses a list that was changed or cut short, lets go of the database, and is open to the right list', async () => {
    const list = await readFile(kept('lasting-acts'), 'utf8');
    const changed = kept('changed');
    await writeFile(changed, list.replace('sealed', 'opened'));
    await cp(kept('lasting-acts.head'), `${changed}.head`);
    const words = ['--identity', kept('identity'), '--keys', kept('keys'), '--lasting', changed];
    const place = engine === 'postgres' ? await emptyDatabase() : undefined;
    const folder = kept('with-changed-list');
    const other = { ...environment, GATEHOUSE_DATA: folder, DATABASE_URL: place?.url ?? '' };
    const refusal = async (code: string) => {
      await expect(openNode(readConfig(other))).rejects.toMatchObject({ code });
      if (place === undefined) return;
      await vi.waitFor(async () => expect(await connectionsTo(place.url)).toEqual([]), { timeout: 5000 });
    };
    try {
      expect(await run(other, 'restore', kept('backup.age'), ...words)).toMatchObject({ status: 0 });
      await refusal('lasting-list-broken');
      await writeFile(join(folder, 'lasting-acts'), list.split('\n').slice(0, 5).join('\n') + '\n');
      await refusal('lasting-list-cut');
      for (const name of ['', '.head']) await cp(kept(`lasting-acts${name}`), join(folder, `lasting-acts${name}`));
      // The same place is open to the next try, in the same process.
      await (await openNode(readConfig(other), { modules: [world.module] })).close();
    } finally {
      await place?.drop();
    }
  });

  it('restores the node, which writes nothing until its gap is declared', async () => {
    const words = ['--identity', kept('identity'), '--keys', kept('keys')];
    const newer = ['--log', kept('log'), '--lasting', kept('lasting-acts')];
    const restored = await run(environment, 'restore', kept('backup.age'), ...words, ...newer);
    expect(restored).toMatchObject({ status: 0, stderr: '' });
    await expect(openNode(readConfig(environment))).rejects.toMatchObject({ code: 'log-ahead-of-database' });
    const recovered = await run(environment, 'journal', 'recover', '--reason', 'the machine was lost');
    expect(recovered).toMatchObject({ status: 0, stderr: '' });
  });

  describe('the restored node', () => {
    let restored: TestNode;
    const openRestored = async (): Promise<void> => {
      const options = { ...byPasswordAlone, clock: opened.node.clock, modules: [world.module] };
      const node = await openNode(readConfig(environment), options);
      let closed: Promise<void> | undefined;
      const close = () => (closed ??= node.close());
      live = restored = { ...opened.node, ...node, close, folder: kept('restored') };
    };
    beforeAll(openRestored);
    afterAll(() => restored.close());

    it('does not bring a sealed record back to life, and its index does not answer it', async () => {
      expect(await stateOf(restored, ids.sealed)).toEqual({ state: 'sealed', version: 3 });
      expect(await stateOf(restored, ids.waiting)).toMatchObject({ state: 'rejected' });
      expect(await askAbout(restored, person)).toMatchObject({ outcome: 'no_record' });
    });

    it('brings no ended right and no session of before back, and leaves the others', async () => {
      const asked = async (headers: Record<string, string>) => {
        const { statusCode } = await callerWith(restored, headers)('GET', '/api/session');
        return statusCode;
      };
      expect(await asked({ cookie: before.cookie })).toBe(401);
      expect(await asked({ authorization: `Bearer ${before.endedToken}` })).toBe(401);
      expect(await asked({ authorization: `Bearer ${before.token}` })).toBe(200);
      for (const login of ['clerk-elsewhere', 'auditor', 'verifier']) {
        await expect(signInAs(restored, login, worldPassword)).rejects.toThrow('401');
      }
      const reviewer = await callerAs(restored, 'reviewer');
      expect((await reviewer('GET', '/api/session')).json()).toMatchObject({ roles: [] });
      const admin = await callerAs(restored, 'admin');
      const account = (await admin('GET', `/api/accounts/${people.verifier}`)).json();
      expect(account).toMatchObject({ roles: [{ role: 'verifier' }] });
      const clerk = await callerAs(restored, 'clerk');
      expect((await clerk('GET', '/api/session')).json()).toMatchObject({ roles: ['clerk'] });
    });

    it('brings nobody back whose documents were erased', async () => {
      const all = Object.keys(documents).map((rule) => [rule, true]);
      expect(await isErasedByRule(restored, documents)).toEqual(Object.fromEntries(all));
    });

    it('keeps a withheld look from its person to its day, and brings none back that was over or not decided in time', async () => {
      const shown = async () => (await hidden.ownPage()).looks.map(({ id }) => id).sort();
      pass(25);
      await live.turn();
      expect(await hidden.states()).toEqual(statesOf(['withheld', 'withheld', 'lapsed', 'released']));
      expect(await shown()).toEqual([looks.undecided, looks.over].sort());
      expect((await hidden.ownPage()).withheld.looks).toBe(2);
      await expect(hidden.approve(looks.undecided)).rejects.toThrow('emergency-look-not-at-step');
      pass(3 * 24);
      await live.turn();
      expect(await shown()).toEqual(Object.values(looks).sort());
      // Entered again for the one that was over before, once for each.
      expect(await timesDone(restored, 'access.release-look')).toBe(3);
      const { looks: all } = await hidden.ownPage();
      expect(all.map(({ places }) => places.length > 0)).toEqual([true, true, true, true]);
    });

    it('does it once, however often it is opened, and says so to the doctor', async () => {
      await restored.close();
      await openRestored();
      expect(await stateOf(restored, ids.sealed)).toEqual({ state: 'sealed', version: 3 });
      await restored.close();
      const doctor = await run(environment, 'doctor');
      expect(doctor.stdout).toContain(`lasting-acts: ${lost} done again`);
      const log = join(kept('restored'), 'log');
      const verified = await run(environment, 'journal', 'verify', log, '--vkey', join(log, 'vkey'));
      expect(verified).toMatchObject({ status: 0, stdout: expect.stringContaining('2 logs') });
    });
  });
});
