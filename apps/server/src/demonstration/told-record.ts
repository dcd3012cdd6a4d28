import type { ComparisonView, UnitRoster } from '@gatehouse/contract';
import type { Node } from '../node.js';
import { inventUnits } from './country.js';
import staffing from './staffing.json' with { type: 'json' };
import { storyPeople } from './stories.js';
import toldRecord from './told-record.json' with { type: 'json' };
import { comesTrue, type Visitor, visit } from './visitor.js';

type Place = (typeof toldRecord.places)[number] & { readonly endsOn?: string };

const { name, number } = storyPeople.serving;

/**
 * Somebody on record who works with children: units enter them, the registry finds them among those enrolled, two people compare, and it is told.
 * What nobody does about it from there on becomes late, and is owed to the procuratorate by the clocks of the pack. Done once.
 */
export async function loadToldRecord(node: Node): Promise<void> {
  // Those whose rosters come by file are left alone.
  const units = inventUnits(node.kernel.clock.now().toISOString().slice(0, 10)).slice(staffing.rosters.length);
  for (const [at, place] of toldRecord.places.entries()) {
    const login = units[at]?.clerk;
    // A country loaded by an earlier version has no clerk in most units.
    const clerk = login === undefined ? undefined : await visit(node.http, login, 'beside').catch(() => undefined);
    if (clerk === undefined || (await clerk.get<UnitRoster>('/api/roster')).people > 0) return;
    await enter(clerk, place);
  }
  for (const login of ['comparer', 'comparer-2']) await compare(await visit(node.http, login, 'beside'));
}

/** Puts them on the roster of a unit, and takes them off again where they left. */
async function enter(clerk: Visitor, { endsOn, ...post }: Place): Promise<void> {
  const person = { name, documents: [{ type: 'resident_id', number }] };
  const { id, version } = await clerk.post<{ id: string; version: number }>('/api/employments', { person, ...post });
  if (endsOn !== undefined) await clerk.post(`/api/employments/${id}/end`, { version, on: endsOn });
}

/** Gives an opinion about this person, once the question is there; what visitors asked is left to them. */
async function compare(comparer: Visitor): Promise<void> {
  const path = '/api/registry/comparisons';
  await comesTrue(async () => {
    const { items } = await comparer.get<{ items: { id: string }[] }>(path);
    for (const { id } of items) {
      const { version, namesOnRecord } = await comparer.get<ComparisonView>(`${path}/${id}`);
      if (!namesOnRecord.some((one) => one.name === name)) continue;
      await comparer.post(`${path}/${id}/opinions`, { version, ending: 'same_person', reason: toldRecord.reason });
      return true;
    }
    return false;
  });
}
