import { dateOf, eveningOf, morningOf } from './calendar.js';
import type { Country } from './country.js';
import { find, type Shown } from './ledger.js';
import { type Check, deskDays } from './lives.js';
import type { State } from './state.js';

/** Sources of the country; the first falls silent in the middle. */
const sources = [
  ['court-a', 'court', 'sexual_offence_registry'],
  ['list-a', 'restriction_list', 'qualification_restriction_list'],
  ['local-a', 'local_database', 'minors_harm_registry'],
] as const;
const cutSource = 'court-a';

/** Hours that a source may say nothing, as it was declared; these speak on every day on which the desks work. */
const freshHours = 168;

/** Declares the sources. */
export async function declareSources({ desks }: Country): Promise<void> {
  const registrar = await desks.as('registrar');
  const { items } = await registrar.get<{ items: { code: string }[] }>('/api/registry/sources');
  const admin = await desks.as('admin');
  for (const [code, kind, querySource] of sources.filter(([known]) => !items.some(({ code: one }) => one === known))) {
    const names = { nameEn: `${code} (invented)`, nameZh: `${code}（虚构）` };
    await admin.post('/api/registry/sources', { code, kind, querySource, ...names, freshHours, divisions: [] });
  }
}

/** Hears of every source that speaks on this day. */
export async function hearSources({ desks, clock, state }: Country): Promise<void> {
  const { day, feed } = state;
  if (day % deskDays !== 0) return;
  const registrar = await desks.as('registrar');
  for (const [code] of sources) {
    if (code === cutSource && day >= feed.cut && day < feed.back) continue;
    const receipt = { upTo: clock.now().toISOString(), reference: `nothing new up to ${dateOf(day)}` };
    await registrar.post(`/api/registry/sources/${code}/receipts`, receipt);
    if (code === cutSource && day < feed.cut) feed.lastHeard = day;
  }
}

/** Whether the cut source has said nothing for longer than it was declared. */
function isSilentAt({ feed }: State, instant: Date): boolean {
  if (feed.lastHeard === undefined || instant < morningOf(feed.cut) || instant >= morningOf(feed.back)) return false;
  return instant.getTime() > morningOf(feed.lastHeard).getTime() + freshHours * 3_600_000;
}

/** Whether a check was asked while a source was silent: its unit has to read that it cannot be answered now. */
export function isAskedInSilence(state: State, { asked }: Check): boolean {
  return asked !== undefined && isSilentAt(state, morningOf(asked));
}

/** What the list of sources shows to the registry's people; what is silent was planted. */
export async function lookAtSources({ desks, state }: Country): Promise<void> {
  const { day, feed, ledger } = state;
  if (day < feed.cut || day > feed.back + 1) return;
  const registrar = await desks.as('registrar');
  type Source = { code: string; state: string };
  const { items } = await registrar.get<{ items: Source[] }>('/api/registry/sources');
  const silent = items.filter((one) => one.state === 'silent');
  find(
    ledger,
    day,
    silent.map(({ code }) => ({ id: `source ${code} ${feed.cut}`, what: 'silent_source', who: code })),
  );
}

/** What is planted about sources on a day. */
export function silentSources(state: State): Pick<Shown, 'what' | 'who'>[] {
  return isSilentAt(state, eveningOf(state.day)) ? [{ what: 'silent_source', who: cutSource }] : [];
}
