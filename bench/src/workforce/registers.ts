import { expectedCreditCodeCheckCharacter } from '@gatehouse/matching/identity-number';
import { dateOf } from './calendar.js';
import { type Country, reviewerOf } from './country.js';
import { everyItem } from './desks.js';
import { find } from './ledger.js';
import { deskDay } from './lives.js';
import type { State } from './state.js';

const namedFrom = 100;
const namedDays = 42;
const what = 'unentered_unit';

/** From which day on a register names the two places of a county. */
function namedOn({ days }: State['size'], county: number): number {
  return deskDay(namedFrom + ((county * 30) % (days / 2)));
}

/** Of the two places of a county one is no more, the other is a unit whose code nobody has entered. */
function codesOf(county: number): { readonly gone: string; readonly ours: string } {
  const code = (place: number): string => {
    const start = `91100101MA${String(2 * county + place).padStart(7, '0')}`;
    return `${start}${expectedCreditCodeCheckCharacter(start) ?? ''}`;
  };
  return { gone: code(0), ours: code(1) };
}

/**
 * A register that names two places of each county which nobody has entered. After some weeks the authority says that one is no more, and an
 * administrator enters the code of the other.
 */
export async function hearRegisters({ desks, state }: Country): Promise<void> {
  const { size, day, units } = state;
  for (let county = 0; county < size.counties; county += 1) {
    const from = namedOn(size, county);
    const { gone, ours } = codesOf(county);
    const reviewer = await desks.as(reviewerOf(size, county));
    if (day === from) {
      const titles = "Unit's credit code,Unit,Source,People,Counted on";
      const rows = [gone, ours].map((code) => `${code},Place ${code},Social insurance,0,${dateOf(day)}`);
      const file = Buffer.from([titles, ...rows].join('\n'));
      const { seen } = await reviewer.upload<{ seen: string }>('/api/headcount-files/compare', 'counts.csv', file);
      await reviewer.upload(`/api/headcount-files/take?seen=${seen}`, 'counts.csv', file);
    }
    if (day !== from + namedDays) continue;
    const waiting = await everyItem<{ id: string; creditCode: string }>(reviewer, '/api/unentered-units?state=waiting');
    const said = { outcome: 'gone', note: 'Looked at on the spot (invented)' };
    for (const { id, creditCode } of waiting)
      if (creditCode === gone) await reviewer.post(`/api/unentered-units/${id}/answer`, said, `answer-gone-${county}`);
    const admin = await desks.as('admin');
    const unit = `/api/organisations/${units[county]}`;
    const { version, nameEn, nameZh, divisionCode, parentId, unitType } =
      await admin.get<Record<string, unknown>>(unit);
    const change = { version, nameEn, nameZh, divisionCode, parentId, unitType, creditCode: ours };
    await admin.post(`${unit}/change`, change, `enter-code-${county}`);
  }
}

/** The places that nobody has entered on a day, after everything of that day was done. */
export function unenteredOn({ size, day }: State): { what: string; who: string }[] {
  return Array.from({ length: size.counties }, (_, county) => county).flatMap((county) => {
    const from = namedOn(size, county);
    return from <= day && day < from + namedDays ? Object.values(codesOf(county)).map((who) => ({ what, who })) : [];
  });
}

/** What the superior is shown of such places. */
export async function lookAtRegisters({ desks, state }: Country): Promise<void> {
  const superior = await desks.as('superior');
  const waiting = await everyItem<{ id: string; creditCode: string }>(superior, '/api/unentered-units?state=waiting');
  find(
    state.ledger,
    state.day,
    waiting.map(({ id, creditCode }) => ({ id, what, who: creditCode })),
  );
}
