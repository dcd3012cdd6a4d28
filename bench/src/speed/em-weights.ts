/** A field of the model: its name and how many levels of agreement it has, 0 the least; -1 is told where one side lacks it. */
export type ModelField = { readonly name: string; readonly levels: number };

/** So many pairs whose fields agree at these levels. */
export type Counted = { readonly levels: readonly number[]; readonly count: number };

/** Pairs found by one rule, which says nothing of the field it names. */
export type Session = { readonly without: string; readonly counted: readonly Counted[] };

/** By field, by level, a share of all pairs that have both values. */
export type Shares = readonly (readonly number[])[];

const iterations = 300;
const shareAtFirst = 0.01;
/** Of pairs one person makes, the share thought to agree best before anything is known. */
const agreeAtFirst = 0.9;
/** What a level that was never seen counts as: half a pair. */
const unseen = 0.5;

/** How often each level comes among the pairs; a level never seen counts as half a pair. */
export function shareOfLevels(fields: readonly ModelField[], counted: readonly Counted[]): Shares {
  return sharesOf(
    fields,
    counted.map(({ count }) => count),
    counted,
    unseen,
  );
}

/**
 * How often each level comes among pairs of one person, by expectation and maximisation on each session with the chance of
 * strangers held fixed; the mean over the sessions whose rule does not name the field.
 */
export function learnAgreement(fields: readonly ModelField[], sessions: readonly Session[], chance: Shares): Shares {
  const learned = sessions.map((session) => ({ ...session, shares: maximise(fields, session, chance) }));
  return fields.map(({ name, levels }, field) => {
    const heard = learned.filter(({ without }) => without !== name);
    return Array.from({ length: levels }, (_, level) => mean(heard.map(({ shares }) => shares[field]?.[level] ?? 0)));
  });
}

/** Bits that speak for one person, by field and level. */
export function levelWeights(agreement: Shares, chance: Shares): Shares {
  return agreement.map((shares, field) =>
    shares.map((share, level) => Math.log2(share / (chance[field]?.[level] ?? 1))),
  );
}

function maximise(fields: readonly ModelField[], { without, counted }: Session, chance: Shares): Shares {
  let share = shareAtFirst;
  let shares: Shares = fields.map(({ levels }) =>
    Array.from({ length: levels }, (_, level) =>
      level === levels - 1 ? agreeAtFirst : (1 - agreeAtFirst) / (levels - 1),
    ),
  );
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  for (let round = 0; round < iterations && all > 0; round += 1) {
    const weights = levelWeights(shares, chance);
    const ofOne = counted.map(({ levels, count }) => {
      const bits = levels.reduce(
        (sum, level, field) => (fields[field]?.name === without ? sum : sum + (weights[field]?.[level] ?? 0)),
        Math.log2(share / (1 - share)),
      );
      return count / (1 + 2 ** -bits);
    });
    share = Math.min(0.999_999, Math.max(1e-9, ofOne.reduce((sum, one) => sum + one, 0) / all));
    shares = sharesOf(fields, ofOne, counted, unseen);
  }
  return shares;
}

function sharesOf(
  fields: readonly ModelField[],
  weighed: readonly number[],
  counted: readonly Counted[],
  least: number,
): Shares {
  return fields.map(({ levels }, field) => {
    const sums = new Array<number>(levels).fill(least);
    for (const [place, { levels: of }] of counted.entries()) {
      const level = of[field] ?? -1;
      if (level >= 0) sums[level] = (sums[level] ?? 0) + (weighed[place] ?? 0);
    }
    const total = sums.reduce((sum, one) => sum + one, 0);
    return sums.map((one) => one / total);
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / Math.max(1, values.length);
}
