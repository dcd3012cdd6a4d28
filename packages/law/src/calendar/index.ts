import { parseCalendar, type WorkingCalendar } from './calendar.js';
import cnWorkingDays from './cn-working-days.json' with { type: 'json' };

const builtIn: ReadonlyMap<string, unknown> = new Map([['cn-working-days', cnWorkingDays]]);

/** A calendar that comes with Gatehouse, by the id a pack names; undefined when there is none of that id. */
export function builtInCalendar(id: string): WorkingCalendar | undefined {
  const json = builtIn.get(id);
  return json === undefined ? undefined : parseCalendar(json);
}
