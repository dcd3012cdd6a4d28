import type { OwnPage } from '@gatehouse/contract';
import { systemViewer, withTransaction } from '@gatehouse/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../apps/server/src/kernel/act.js';
import { askForLookAgain } from '../../apps/server/src/modules/inquiry/actions/receive-looks.js';
import type { Platform } from '../../apps/server/src/modules/inquiry/doors.js';
import { messageSender } from '../../apps/server/src/modules/exchange/actions/send-message.js';
import { administer, emptyDatabase, type TestDatabase } from '../harness/empty-database.js';
import { type FaultyWire, openFaultyWire } from '../harness/faulty-wire.js';
import { type Authority, introduce, openAuthority } from '../harness/own-authority.js';
import { callerAs } from '../harness/people.js';
import { inventedNumber } from '../harness/registry-world.js';
import { walkingClock } from '../harness/walking-clock.js';
import { withheldDesk } from '../harness/withheld-desk.js';

const day = 86_400_000;
const number = inventedNumber('19790303', 781);
const other = inventedNumber('19790303', 782);

/** Casework on a node of its own, and the platform that keeps the own page on another. */
describe('looks of a node of casework that runs apart', () => {
  let casework: Authority;
  let platform: Authority;
  let database: TestDatabase;
  let wire: FaultyWire;

  const looks = withheldDesk(() => casework.node, number);
  const pageOf = (whose: string) => withheldDesk(() => platform.node, whose).ownPage();
  const shownLooks = async (whose = number) => (await pageOf(whose)).looks.map(({ id }) => id);
  const pass = (milliseconds: number) => {
    for (const { node } of [casework, platform]) node.clock.advance(milliseconds);
  };
  /** What follows on both sides: entries get their places before they are proven, and messages arrive. */
  const settle = async () => {
    for (let round = 0; round < 3; round += 1)
      for (const { node } of [casework, platform]) {
        pass(1000);
        await node.turn();
      }
  };
  const entries = (side: Authority, name: string) =>
    withTransaction(side.node.kernel.database, systemViewer('sequencer'), side.node.clock.now(), async ({ sql }) => {
      const found = sql.selectFrom('journal.entry').select('id').where('act', '=', name).where('outcome', '=', 'done');
      return (await found.execute()).length;
    });

  beforeAll(async () => {
    database = await emptyDatabase();
    wire = await openFaultyWire();
    const clock = () => walkingClock(new Date('2026-11-23T01:00:01Z'));
    platform = await openAuthority('platform', database.url, clock());
    casework = await openAuthority('casework', '', clock());
    wire.leadTo(platform.address);
    await introduce(casework, platform, wire.address);
    await introduce(platform, casework, casework.address);
  });
  afterAll(async () => {
    await casework?.close();
    await platform?.close();
    await wire?.close();
    await database?.drop();
  });

  let plain: string;
  let kept: string;
  let page: OwnPage;

  it('stand on the own page once the person may see them, with proofs of the log they stand in; withheld ones are a number alone', async () => {
    plain = await looks.look();
    kept = await looks.look();
    await looks.withhold(kept, 3);
    await looks.approve(kept);
    await settle();
    // Their review is not due: the person is not told yet.
    expect(await shownLooks()).toEqual([]);
    pass(day);
    wire.next('lose-answer');
    await settle();
    // A message whose acknowledgement was lost comes again, and is kept once.
    pass(day / 24);
    await settle();
    page = await pageOf(number);
    const node = casework.node.kernel.keys.describe().node;
    expect(page.looks).toMatchObject([{ id: plain, authority: 'procuratorate', places: [{ isOwn: true, node }] }]);
    expect(page.looks[0]?.by.en).toContain('procuratorate');
    expect(page.withheld).toMatchObject({ looks: 1 });
    expect(await entries(platform, 'exchange.receive-again')).toBeGreaterThan(0);
    expect(await entries(platform, 'inquiry.receive-look')).toBe(1);
    expect(await entries(casework, 'access.tell-look')).toBe(1);
    // Of nobody else, and of everybody the same number.
    const theirs = await pageOf(other);
    expect([theirs.looks, theirs.withheld]).toEqual([[], page.withheld]);
  });

  it('are proven by the file that their own node made, to whom they are about alone', async () => {
    const entry = page.looks[0]?.places[0]?.entry ?? '';
    const proofFor = async (whose: string) => {
      const desk = await callerAs(platform.node, 'reviewer-elsewhere');
      const document = { type: 'resident_id', number: whose };
      const shown = { name: '周庚七', document, proof: 'original_seen' };
      const { code } = (await desk('POST', '/api/desk-codes', shown)).json();
      const headers = { 'x-gatehouse-request': '1' };
      const { http } = platform.node;
      const payload = { code: String(code) };
      const opened = await http.inject({ method: 'POST', url: '/api/own-page/open', headers, payload });
      const cookie = opened.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
      const url = `/api/own-page/proofs/${entry}`;
      return (await http.inject({ method: 'GET', url, headers: { ...headers, cookie } })).json<
        Record<string, string>
      >();
    };
    const file = await proofFor(number);
    expect(file).toMatchObject({ entry, receipt: expect.stringContaining('c2sp.org/tlog-proof') });
    expect(JSON.parse(file['canonical'] ?? '')).toMatchObject({ act: 'access.approve-emergency-look' });
    expect(file['receipt']).toContain(casework.node.kernel.keys.describe().node);
    expect(await proofFor(other)).toMatchObject({ code: 'not-found' });
  });

  it('stand there from the day after the last on which they were withheld, with that day', async () => {
    pass(3 * day);
    await settle();
    await settle();
    const { looks: shown, withheld } = await pageOf(number);
    expect(shown.map(({ id }) => id).sort()).toEqual([plain, kept].sort());
    expect(shown.find(({ id }) => id === kept)?.withheldUntil).toMatch(/^2026-11-/);
    expect(shown.find(({ id }) => id === kept)?.places.length).toBeGreaterThan(1);
    expect(withheld).toMatchObject({ looks: 0, oldestSince: null });
  });

  it('are asked for again by a platform that was put back from a backup, and told anew', async () => {
    await administer('delete from inquiry.told_look', new URL(database.url).pathname.slice(1));
    expect(await shownLooks()).toEqual([]);
    const { kernel } = platform.node;
    const send = messageSender(kernel.keys);
    const platformDoors = {
      askCaseworkAgain: (context, body, peer) => send(context, 'casework', 'look.again', [{ body, peer }]),
    } as Platform['doors'];
    const lasting = await withTransaction(
      kernel.database,
      systemViewer('sequencer'),
      kernel.clock.now(),
      async ({ sql }) =>
        sql
          .selectFrom('journal.lastingAct as lasting')
          .innerJoin('journal.entry as entry', 'entry.id', 'lasting.entryId')
          .select(['lasting.act', 'entry.objectId'])
          .where('entry.act', '=', 'inquiry.receive-look')
          .execute(),
    );
    expect(lasting.map(({ objectId }) => objectId).sort()).toEqual([plain, kept].sort());
    const toldFirst = new Date(kernel.clock.now().getTime() - 100 * day);
    for (const { act: word, objectId } of lasting) {
      const lost = { act: word, objectId: objectId ?? '', at: toldFirst };
      const again = () =>
        act(kernel, systemViewer('restore'), 'journal.reapply-act', (context) =>
          askForLookAgain({ kernel, doors: platformDoors }, context, lost),
        );
      expect(await again()).toBe('done');
    }
    await settle();
    await settle();
    expect((await shownLooks()).sort()).toEqual([plain, kept].sort());
    // Its time of keeping runs from then, and not from the restore.
    const counted = await kernel.database.asOwner((client) =>
      client.query<{ received_at: Date }>('select received_at from inquiry.told_look'),
    );
    expect(counted.rows).toEqual([{ received_at: toldFirst }, { received_at: toldFirst }]);
    expect(await entries(casework, 'access.tell-look-again')).toBe(2);
    expect(await entries(platform, 'inquiry.ask-for-look')).toBe(2);
  });
});
