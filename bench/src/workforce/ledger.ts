/** Something that was put into the country: what, about whom, from which day on, and when its viewers saw it. */
export type Planted = {
  readonly what: string;
  readonly who: string;
  readonly from: number;
  found?: number;
  /** The day on which it was no more. */
  until?: number;
};

/** What was planted and what was shown. Plain data: it is kept between the days. */
export type Ledger = {
  readonly planted: Planted[];
  /** Shown, and never planted. */
  readonly falsely: { readonly what: string; readonly who: string; readonly day: number }[];
  /** Ids of what was shown before and has not gone since. */
  readonly seen: Record<string, boolean>;
};

/** One thing that is shown to somebody whose business it is. */
export type Shown = { readonly id: string; readonly what: string; readonly who: string };

export function emptyLedger(): Ledger {
  return { planted: [], falsely: [], seen: {} };
}

/**
 * Notes what is so on a day: what is new was planted today, what is no more ended today.
 * @param isOf of which things this is everything; of others nothing ends
 */
export function plant(
  ledger: Ledger,
  day: number,
  present: readonly Pick<Shown, 'what' | 'who'>[],
  isOf: (what: string) => boolean = () => true,
): void {
  const standing = ledger.planted.filter(({ until, what }) => until === undefined && isOf(what));
  const open = new Map(standing.map((one) => [keyOf(one), one]));
  const keys = new Set(present.map(keyOf));
  for (const [key, one] of open) if (!keys.has(key)) one.until = day;
  for (const one of present) if (!open.has(keyOf(one))) ledger.planted.push({ ...one, from: day });
}

/** Notes what is shown on a day. Something new that fits nothing planted was found falsely. */
export function find(ledger: Ledger, day: number, shown: readonly Shown[]): void {
  for (const one of shown) {
    if (ledger.seen[one.id]) continue;
    ledger.seen[one.id] = true;
    const fitting = ledger.planted.findLast(
      (planted) => keyOf(planted) === keyOf(one) && (planted.until === undefined || planted.until >= day),
    );
    if (fitting === undefined) ledger.falsely.push({ what: one.what, who: one.who, day });
    else fitting.found ??= day;
  }
}

/** What a run says of its ledger. */
export function summary({ planted, falsely }: Ledger) {
  const found = planted.filter((one) => one.found !== undefined);
  const late = found.map((one) => (one.found ?? 0) - one.from).sort((one, other) => one - other);
  const daysLate: Record<string, number> = {};
  for (const days of late) daysLate[days] = (daysLate[days] ?? 0) + 1;
  const kinds = [...new Set(planted.map(({ what }) => what))].sort();
  const ofKind = (what: string) => planted.filter((one) => one.what === what);
  return {
    planted: planted.length,
    found: found.length,
    falseFindings: falsely.length,
    daysLate,
    byKind: Object.fromEntries(
      kinds.map((what) => [
        what,
        {
          planted: ofKind(what).length,
          found: ofKind(what).filter((one) => one.found !== undefined).length,
          mostDaysLate: Math.max(0, ...ofKind(what).map((one) => (one.found ?? one.from) - one.from)),
        },
      ]),
    ),
    missed: planted.filter((one) => one.found === undefined).slice(0, 20),
    falsely: falsely.slice(0, 20),
  };
}

function keyOf({ what, who }: Pick<Shown, 'what' | 'who'>): string {
  return `${what} ${who}`;
}
