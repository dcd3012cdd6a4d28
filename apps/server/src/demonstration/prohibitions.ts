import type { ProhibitionEntry, ProhibitionView } from '@gatehouse/contract';
import { addDays, civilDateAt } from '@gatehouse/law';
import type { Node } from '../node.js';
import { inventUnits } from './country.js';
import { type InventedPerson, inventPerson } from './people.js';
import orders from './prohibitions.json' with { type: 'json' };
import { chanceOf } from './random.js';
import { servingStaff } from './serving-staff.js';
import { type Visitor, visit } from './visitor.js';

type Story = (typeof orders)[number];

/** A post that the roster of the first unit names; who came last is chosen. */
const placedPost = '教师';

const daysToJudgment = 300;

/** Both procurators at their desks. */
type Desks = { readonly first: Visitor; readonly second: Visitor };

/**
 * About ten orders of employment prohibition, each at another point of its life, through the same routes as those of real people. One is
 * about somebody on the roster of the first unit. Those that an earlier start has entered are passed over.
 */
export async function loadProhibitions(node: Node): Promise<void> {
  const first = await visit(node.http, 'procurator', 'beside').catch(() => undefined);
  const second = await visit(node.http, 'procurator-2', 'beside').catch(() => undefined);
  // A country loaded by an earlier version has one procurator, and so nobody who could verify.
  if (first === undefined || second === undefined) return;
  const known = new Set<string>();
  for (const ended of ['no', 'yes']) {
    const { items } = await first.get<{ items: { name: string }[] }>(`/api/prohibitions?ended=${ended}`);
    for (const { name } of items) known.add(name);
  }
  const today = civilDateAt(node.kernel.clock.now());
  const chance = chanceOf(20_261_126);
  for (const story of orders) {
    const invented = inventPerson(chance, 1965, 1995);
    const placed = story.onRoster === true ? somebodyAtWork(today) : undefined;
    const person = placed?.person ?? invented;
    if (!known.has(person.name)) await tell({ first, second }, story, person, placed?.began ?? today, today);
  }
}

/** Enters an order and takes it as far as its story goes. */
async function tell(
  { first, second }: Desks,
  story: Story,
  person: Pick<InventedPerson, 'name' | 'number'>,
  from: string,
  today: string,
): Promise<void> {
  const [by, other] = story.enteredBy === 'second' ? [second, first] : [first, second];
  const { id } = await by.post<{ id: string }>('/api/prohibitions', entryOf(story, person, from));
  const step = async (who: Visitor, deed: string, body: object): Promise<void> => {
    const { version } = await who.get<ProhibitionView>(`/api/prohibitions/${id}`);
    await who.post(`/api/prohibitions/${id}/${deed}`, { version, ...body });
  };
  if (story.until === 'entered') return;
  if (story.until === 'returned') return step(other, 'return', { reason: story.reason });
  await step(other, 'verify', { documentNumber: person.number });
  if (story.servedAfter !== undefined) {
    const on = [addDays(from, story.effective + story.servedAfter), today].sort()[0];
    await step(by, 'serve', { on, document: 'judgment' });
  }
  if (story.until === 'in_force') return;
  await step(by, 'changes', { kind: 'lift', endsOn: today, reason: story.reason });
  if (story.until === 'lifted') await step(other, 'changes/decide', { decision: 'accept', reason: story.reason });
}

function entryOf(
  story: Story,
  { name, number }: Pick<InventedPerson, 'name' | 'number'>,
  from: string,
): ProhibitionEntry {
  const { regime, offence, effective, sentenceEnds, years } = story;
  return {
    person: { name, formerNames: [], documents: [{ type: 'resident_id', number }] },
    ...{ regime, offence, exposesChild: story.exposesChild ?? false },
    orderedBy: story.orderedBy,
    caseNumber: story.caseNumber,
    department: '云屏市清源县教育局（虚构）',
    effectiveOn: addDays(from, effective),
    // Some time before the judgment, when all of them were of age.
    deedOn: addDays(from, effective - daysToJudgment),
    sentence: story.sentence as ProhibitionEntry['sentence'],
    ...(sentenceEnds === undefined ? {} : { sentenceEndsOn: addDays(from, sentenceEnds) }),
    ...(years === undefined ? {} : { years }),
  };
}

/** Somebody on the roster of the first unit, and since when they work there. */
function somebodyAtWork(today: string): { person: Pick<InventedPerson, 'name' | 'number'>; began: string } | undefined {
  const [unit] = inventUnits(today);
  if (unit === undefined) return undefined;
  const rows = servingStaff(unit, 0, Number(today.slice(0, 4))).filter(({ postClass }) => postClass === placedPost);
  const [row] = rows.sort((one, other) => (other.startDate ?? '').localeCompare(one.startDate ?? ''));
  if (row === undefined) return undefined;
  const { name = '', documentNumber: number = '', startDate = today } = row;
  return { person: { name, number }, began: startDate };
}
