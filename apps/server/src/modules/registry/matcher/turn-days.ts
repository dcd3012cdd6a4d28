import type { CivilDate } from '@gatehouse/law';

/** The days on which records change their place in the index by the calendar alone: a ban ends, a rule begins. */
export type TurnDays = {
  /** Null where no such day lies ahead. */
  readonly set: (recordId: string, day: CivilDate | null) => void;
  /** The records whose day has come on this day. */
  readonly due: (today: CivilDate) => string[];
  readonly toBytes: () => Uint8Array;
};

/** Opens what `toBytes` wrote, or nothing. Most records have no such day, and stand in here with nothing. */
export function openTurnDays(bytes?: Uint8Array): TurnDays {
  const days = new Map<string, CivilDate>();
  const kept = bytes === undefined ? {} : (JSON.parse(new TextDecoder().decode(bytes)) as Record<CivilDate, string[]>);
  for (const [day, recordIds] of Object.entries(kept)) for (const recordId of recordIds) days.set(recordId, day);
  return {
    set: (recordId, day) => {
      if (day === null) days.delete(recordId);
      else days.set(recordId, day);
    },
    due: (today) => [...days].filter(([, day]) => day <= today).map(([recordId]) => recordId),
    toBytes: () => {
      const byDay = new Map<CivilDate, string[]>();
      for (const [recordId, day] of days) {
        const same = byDay.get(day);
        if (same === undefined) byDay.set(day, [recordId]);
        else same.push(recordId);
      }
      return new TextEncoder().encode(JSON.stringify(Object.fromEntries(byDay)));
    },
  };
}
