import { join } from 'node:path';
import fc from 'fast-check';
import { sql as raw } from 'kysely';
import { openNode, readConfig } from '@gatehouse/server';
import { afterAll, expect, it } from 'vitest';
import { isSoftHsmThere, makeKeyModule } from '../../../../../test/harness/key-module.js';
import { personOnRosters } from '../../../../../test/harness/persons-on-rosters.js';
import { byPasswordAlone, onBothEngines } from '../../../../../test/harness/test-node.js';
import { type Transaction, withTransaction } from '../../kernel/database/transaction.js';
import { stageKeyEpoch } from '../../kernel/keys/index.js';
import { openModuleToken, parseModuleAddress } from '../../kernel/keys/pkcs11-tool.js';
import { tokenPurposes } from '../../kernel/keys/token-purposes.js';
import { systemViewer } from '../../kernel/viewer.js';
import { listKeys } from './actions/list-keys.js';
import {
  pauseMilliseconds,
  renewTokenKey,
  renewTokens,
  requireTokenKey,
  tokenEpochState,
} from './actions/renew-token-key.js';

// The first epoch of the nodes lies in their folder, later ones in a hardware module where there is one.
const module = isSoftHsmThere ? makeKeyModule() : undefined;
afterAll(() => module?.remove());
const keyModule = parseModuleAddress(module?.address ?? '');
const environment: Record<string, string> = module === undefined ? {} : { GATEHOUSE_KEY_MODULE: module.address };

const operator = { kind: 'operator', name: 'invented' } as const;
const purpose = 'registry.document-number';

/** What a step of the model does: a value is written to a table where it stands once, or to a row that lists several. */
type Step =
  | { readonly does: 'write'; readonly value: number }
  | { readonly does: 'list'; readonly values: readonly number[] }
  | { readonly does: 'change'; readonly from: number; readonly to: number }
  | { readonly does: 'renew' };

const value = fc.integer({ min: 0, max: 11 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('write' as const), value }),
  fc.record({ does: fc.constant('list' as const), values: fc.uniqueArray(value, { minLength: 1, maxLength: 3 }) }),
  fc.record({ does: fc.constant('change' as const), from: value, to: value }),
  fc.record({ does: fc.constant('renew' as const) }),
);

onBothEngines(
  'the token key',
  (node) => {
    const kernel = () => node().kernel;
    const held = keyModule === undefined ? undefined : openModuleToken(keyModule);
    const place = () => ({ keyFolder: join(node().folder, 'keys'), keyModule: held });
    const inside = <T>(work: (transaction: Transaction) => Promise<T>) =>
      withTransaction(kernel().database, systemViewer('maintenance'), node().clock.now(), work);
    const owner = <T>(text: string, values: readonly unknown[] = []): Promise<T[]> =>
      kernel().database.asOwner((client) => client.query(text, [...values]).then(({ rows }) => rows as T[]));
    const token = (one: number) => Buffer.from(kernel().keys.token(purpose, `value ${one}`));
    const forms = (one: number) =>
      kernel()
        .keys.tokens(purpose, `value ${one}`)
        .map((form) => Buffer.from(form));
    const state = () => tokenEpochState(kernel(), operator);
    /** One turn of at most so many chunks, of three values each. */
    const turn = (chunks: number) => {
      let left = chunks;
      return renewTokens(kernel(), place(), () => left-- > 0, 3);
    };
    const begin = async () => {
      const begun = await renewTokenKey(kernel(), place(), operator);
      node().clock.advance(pauseMilliseconds);
      return begun;
    };

    it('is renewed in every column that is declared as renewed, and in no other', async () => {
      const rows = await owner<{ place: string; family: string }>('select place, family from kernel.token_column');
      const renewed = Object.values(tokenPurposes).flatMap((one) => (one.fate === 'renewed' ? one.columns : []));
      expect(rows.map((row) => row.place).sort()).toEqual([...new Set(renewed)].sort());
      // What is compared moves together: the columns of one purpose are one family.
      const familyOf = new Map(rows.map((row) => [row.place, row.family]));
      for (const one of Object.values(tokenPurposes))
        if (one.fate === 'renewed') expect(new Set(one.columns.map((column) => familyOf.get(column))).size).toBe(1);
    });

    it('is renewed with writes between chunks: at every step searching finds exactly who holds it, once, and joins join', async () => {
      await owner(`create schema example`);
      await owner(`
      create table example.single (id serial primary key, value integer not null, token bytea not null unique);
      create table example.list (id uuid primary key default gen_random_uuid(), "values" integer[] not null, tokens bytea[] not null);
      alter table example.single enable row level security; alter table example.single force row level security;
      alter table example.list enable row level security; alter table example.list force row level security;
      create policy everybody on example.single to gatehouse_application using (true) with check (true);
      create policy everybody on example.list to gatehouse_application using (true) with check (true);
      grant usage on schema example to gatehouse_application;
      grant usage on sequence example.single_id_seq to gatehouse_application;
      grant select, insert, update on example.single, example.list to gatehouse_application;
      select kernel.renew_tokens('example.value', 'example.single.token');
      select kernel.renew_tokens('example.value', 'example.list.tokens', true)`);
      const run = (does: Step): Promise<unknown> => {
        if (does.does === 'renew') return turn(1);
        return inside(async ({ sql }) => {
          if (does.does === 'write')
            await raw`insert into example.single (value, token) values (${does.value}, ${token(does.value)})
            on conflict do nothing`.execute(sql);
          if (does.does === 'list')
            await raw`insert into example.list ("values", tokens)
            values (${does.values}::int[], ${does.values.map(token)}::bytea[])`.execute(sql);
          if (does.does === 'change')
            await raw`update example.single set value = ${does.to}, token = ${token(does.to)}
            where token = any(${forms(does.from)}::bytea[])
              and not exists (select 1 from example.single other where other.token = any(${forms(does.to)}::bytea[]))`.execute(
              sql,
            );
        });
      };
      const everyForm = () => Array.from({ length: 12 }, (_, one) => forms(one).map((form) => ({ one, form }))).flat();
      const holds = async (): Promise<void> => {
        const given = everyForm();
        const { rows } = await inside(({ sql }) =>
          raw<{ one: number; found: number; told: number; lists: number; listed: number; joined: number }>`
          with given as (
            select one, array_agg(form) as forms
              from unnest(${given.map(({ one }) => one)}::int[], ${given.map(({ form }) => form)}::bytea[]) asked (one, form) group by one)
          select one, (select count(*)::int from example.single where token = any(forms)) as found,
                 (select count(*)::int from example.single where value = one) as told,
                 (select count(*)::int from example.list where tokens && forms) as lists,
                 (select count(*)::int from example.list where one = any("values")) as listed,
                 (select count(*)::int from example.single held join example.list other on held.token = any(other.tokens)
                   where held.value = one) as joined
            from given`.execute(sql),
        );
        for (const { one, found, told, lists, listed, joined } of rows) {
          expect({ one, found, lists }).toEqual({ one, found: told, lists: listed });
          expect(told).toBeLessThanOrEqual(1);
          expect(joined).toBe(told === 1 ? listed : 0);
        }
      };
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
          const before = await state();
          await begin();
          await expect(renewTokenKey(kernel(), place(), operator)).rejects.toMatchObject({
            code: 'token-renewal-running',
          });
          for (const one of steps) {
            await run(one);
            await holds();
          }
          await turn(100);
          await turn(100);
          expect(await state()).toEqual({ inForce: before.inForce + 1, isRenewing: false });
          expect(
            await inside(({ sql }) => raw`select * from kernel.tokens_left() where left_rows > 0`.execute(sql)),
          ).toMatchObject({
            rows: [],
          });
          await holds();
          await owner(`truncate example.single, example.list`);
        }),
        { numRuns: 3 },
      );
    });

    it('gives way to a writer who holds a row, and comes again', async () => {
      // The embedded engine has one transaction at a time.
      if (node().engine === 'embedded') return;
      await inside(({ sql }) => raw`insert into example.single (value, token) values (1, ${token(1)})`.execute(sql));
      await begin();
      await turn(0);
      let commit = (): void => undefined;
      const waiting = new Promise<void>((resolve) => {
        commit = resolve;
      });
      let isWritten = (): void => undefined;
      const written = new Promise<void>((resolve) => {
        isWritten = resolve;
      });
      const writer = inside(async ({ sql }) => {
        await raw`insert into example.list ("values", tokens) values ('{1}', ${[token(1)]}::bytea[])`.execute(sql);
        isWritten();
        await waiting;
      });
      await written;
      // Columns before it have a chunk each; then the row that the writer has moved is waited for.
      await turn(7);
      expect(await state()).toMatchObject({ isRenewing: true });
      commit();
      await writer;
      await turn(100);
      expect(await state()).toMatchObject({ isRenewing: false });
      const joined = await owner(
        `select 1 from example.single one join example.list other on one.token = any(other.tokens)`,
      );
      expect(joined).toHaveLength(1);
    });

    it('leaves one natural person one person, whoever enters them in the middle of it', async () => {
      const personOf = (at: number) => personOnRosters(node(), [{ type: 'passport', number: `E${at}` }]);
      const people = [1, 2, 3, 4, 5, 6, 7, 8];
      const before = await Promise.all(people.map(personOf));
      await begin();
      await turn(1);
      expect(await Promise.all(people.map(personOf))).toEqual(before);
      const [late] = await Promise.all([personOf(9)]);
      await turn(100);
      await turn(100);
      expect(await state()).toMatchObject({ isRenewing: false });
      expect(await Promise.all(people.map(personOf))).toEqual(before);
      expect(await personOf(9)).toBe(late);
      const [counted] = await owner<{ tokens: number; old: number }>(
        `select count(*)::int as tokens, count(*) filter (where octet_length(token) = 32)::int as old from workforce.person_token`,
      );
      expect(counted).toEqual({ tokens: 9, old: 0 });
    });

    it('is put in force only after the pause, once, and goes on after a kill', async () => {
      const { inForce } = await state();
      const { epoch } = await renewTokenKey(kernel(), place(), operator);
      await turn(100);
      expect(await state()).toEqual({ inForce, isRenewing: false });
      node().clock.advance(pauseMilliseconds);
      // Killed right after it was put in force: nothing of it is in memory, and the next turn goes on.
      await turn(0);
      expect(await state()).toEqual({ inForce: inForce + 1, isRenewing: true });
      expect((await listKeys(kernel(), operator)).keys.find(({ id }) => id === epoch)).toMatchObject({
        state: 'active',
      });
      await turn(100);
      await turn(100);
      expect(await state()).toEqual({ inForce: inForce + 1, isRenewing: false });
      const ends = await owner(`select 1 from journal.entry where act = 'operations.end-token-key-renewal'`);
      expect(ends.length).toBeGreaterThan(0);
    });

    it('stands in the log from its beginning, also where whoever drew it was killed before they could say so', async () => {
      const { inForce } = await state();
      const begun = () => owner(`select 1 from journal.entry where act = 'operations.renew-token-key'`);
      const before = (await begun()).length;
      const { keyFolder, keyModule: heldModule } = place();
      await stageKeyEpoch(keyFolder, { use: 'tokens', now: () => node().clock.now(), module: heldModule });
      await kernel().keys.reload();
      await expect(renewTokenKey(kernel(), place(), operator)).rejects.toMatchObject({ code: 'token-renewal-running' });
      expect((await begun()).length).toBe(before);
      node().clock.advance(pauseMilliseconds);
      await turn(100);
      await turn(100);
      expect([await state(), (await begun()).length]).toEqual([
        { inForce: inForce + 1, isRenewing: false },
        before + 1,
      ]);
    });

    it('is nobody else’s to renew, and a token of an epoch before is refused rather than kept', async () => {
      const as = (name: 'maintenance' | 'journal', text: string) =>
        withTransaction(kernel().database, systemViewer(name), node().clock.now(), ({ sql }) =>
          raw.raw(text).execute(sql),
        );
      await expect(as('journal', `select kernel.begin_token_renewal(9)`)).rejects.toMatchObject({ code: '42501' });
      await expect(as('journal', `select * from kernel.tokens_to_renew(1)`)).rejects.toMatchObject({ code: '42501' });
      await expect(as('maintenance', `select kernel.put_tokens('x', '{}', '{}')`)).rejects.toMatchObject({
        code: '42501',
      });
      const old = `insert into example.single (value, token) values (1, decode(repeat('ab', 32), 'hex'))`;
      await expect(as('maintenance', old)).rejects.toMatchObject({ code: '55000' });
    });

    it('is missed at a start where the ring of keys was put back to one before it: such a node would find nobody', async () => {
      await requireTokenKey(kernel());
      await owner('update kernel.token_epoch set in_force = in_force + 1');
      const missing = { code: 'key-unknown', parameters: { key: expect.stringMatching(/^tokens-\d+$/) } };
      await expect(requireTokenKey(kernel())).rejects.toMatchObject(missing);
      await owner('update kernel.token_epoch set in_force = in_force - 1');
      await requireTokenKey(kernel());
    });

    it('goes on in the middle after a restart, with the same persons', async () => {
      const before = await personOnRosters(node(), [{ type: 'passport', number: 'E1' }]);
      await begin();
      await turn(1);
      const { inForce } = await state();
      await node().close();
      const again = await openNode(readConfig(node().environment), { ...byPasswordAlone, clock: node().clock });
      try {
        const personOf = () => personOnRosters({ ...node(), ...again }, [{ type: 'passport', number: 'E1' }]);
        expect(await tokenEpochState(again.kernel, operator)).toEqual({ inForce, isRenewing: true });
        expect(await personOf()).toBe(before);
        await renewTokens(again.kernel, place(), () => true);
        await renewTokens(again.kernel, place(), () => true);
        expect(await tokenEpochState(again.kernel, operator)).toEqual({ inForce, isRenewing: false });
        expect(await personOf()).toBe(before);
        if (keyModule === undefined) return;
        const later = again.kernel.keys.describe().keys.filter(({ use, sequence }) => use === 'tokens' && sequence > 1);
        expect(new Set(later.map(({ suite }) => suite))).toEqual(new Set(['pkcs11-hmac-sha256']));
      } finally {
        await again.close();
      }
    });
  },
  environment,
);
