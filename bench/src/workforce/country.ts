import { join } from 'node:path';
import {
  type Clock,
  type FakeClock,
  fakeClock,
  type Node,
  openNode,
  readConfig,
  systemViewer,
  withTransaction,
} from '@gatehouse/server';
import type { Role } from '@gatehouse/contract';
import { hash } from '@node-rs/argon2';
import { worldPassword } from '../../../test/harness/invented-world.js';
import { type Random, seeded } from '../population/random.js';
import { morningOf } from './calendar.js';
import { type Desks, desksOf } from './desks.js';
import type { State } from './state.js';

/** A node with an invented country in it, whose clock is moved by hand. */
export type Country = {
  readonly node: Node;
  readonly clock: FakeClock;
  readonly desks: Desks;
  readonly state: State;
};

/** The counties of the invented province; more counties than these share them. */
const countyDivisions = ['100101', '100102', '100201', '100202'] as const;
const divisionOf = (county: number): string => countyDivisions[county % countyDivisions.length] ?? '100101';
const unitTypes = ['primary_school', 'secondary_school', 'kindergarten'] as const;
const seedOfDraws = 20_261_126;

/** Names by which the people of a unit sign in, and by which lists name it. */
export const clerkOf = (unit: number): string => `clerk-${unit}`;
export const reviewerOf = ({ counties }: State['size'], unit: number): string => `reviewer-${unit % counties}`;
export const unitName = (unit: number): string => `Unit ${unit} (invented)`;

/**
 * Opens the node of a country, on PostgreSQL where an address is given.
 * @param machineClock for what is timed; else the clock stands at the morning of the day, until it is moved
 */
export async function openCountry(
  folder: string,
  databaseUrl: string,
  state: State,
  machineClock: Clock | undefined,
): Promise<Country> {
  const clock = fakeClock(morningOf(state.day));
  const random: Random = seeded(seedOfDraws + state.day);
  const environment = {
    GATEHOUSE_DATA: join(folder, 'data'),
    GATEHOUSE_MODE: 'demo',
    GATEHOUSE_LAW_PACK: 'cn-minors-law',
    DATABASE_URL: databaseUrl,
    GATEHOUSE_LOG_LEVEL: 'error',
    GATEHOUSE_REQUESTS_PER_MINUTE: '10000000',
    GATEHOUSE_LOOKS_PER_HOUR: '100000',
    GATEHOUSE_LOOKS_PER_DAY: '100000',
  };
  const node = await openNode(readConfig(environment), {
    clock: machineClock ?? clock,
    isFactorForced: false,
    draw: () => random.next(),
  });
  return { node, clock, desks: desksOf(node), state };
}

/** Makes the organisations and accounts of a country, which nobody in it makes: authorities of each county, schools, the registry. */
export async function settleCountry({ node, state }: Country): Promise<void> {
  const { counties, schools } = state.size;
  const now = node.kernel.clock.now();
  const passwordHash = await hash(worldPassword, { memoryCost: 8, timeCost: 1, parallelism: 1 });
  await withTransaction(node.kernel.database, systemViewer('demonstration'), now, async ({ sql }) => {
    const organisation = async (nameEn: string, more: Record<string, string | null>): Promise<string> => {
      const id = crypto.randomUUID();
      const row = { kind: 'unit', authority: null, parentId: null, unitType: null, divisionCode: '100000', ...more };
      await sql
        .insertInto('access.organisation')
        .values({ ...row, id, nameEn, nameZh: `${nameEn}（虚构）`, createdAt: now })
        .execute();
      return id;
    };
    const account = async (login: string, role: Role, organisationId: string): Promise<void> => {
      const id = crypto.randomUUID();
      const row = { id, login, displayName: login, organisationId, passwordHash, createdAt: now };
      await sql.insertInto('access.account').values(row).execute();
      const grant = { id: crypto.randomUUID(), accountId: id, role, proposedAt: now, inForceFrom: now };
      await sql.insertInto('access.roleGrant').values(grant).execute();
    };
    const ministry = await organisation('Ministry (invented)', { kind: 'ministry' });
    const authority = { kind: 'authority', authority: 'education' };
    const province = await organisation('Province (invented)', { ...authority, parentId: ministry });
    await account('superior', 'superior', province);
    const registry = await organisation('Registry (invented)', { kind: 'registry' });
    for (const role of ['registrar', 'verifier', 'comparer', 'comparer-2', 'recheck'] as const)
      await account(role, role, registry);
    await account('admin', 'admin', await organisation('Operator (invented)', { kind: 'operator' }));
    const bureaus: string[] = [];
    for (let county = 0; county < counties; county += 1) {
      const divisionCode = divisionOf(county);
      const bureau = await organisation(`County ${county} (invented)`, {
        ...authority,
        parentId: province,
        divisionCode,
      });
      await account(`reviewer-${county}`, 'reviewer', bureau);
      bureaus.push(bureau);
    }
    for (let unit = 0; unit < schools; unit += 1) {
      const parentId = bureaus[unit % counties] ?? province;
      const divisionCode = divisionOf(unit % counties);
      const unitType = unitTypes[unit % unitTypes.length] ?? 'primary_school';
      const id = await organisation(unitName(unit), { parentId, divisionCode, unitType });
      state.units.push(id);
      await account(clerkOf(unit), 'clerk', id);
    }
  });
}
