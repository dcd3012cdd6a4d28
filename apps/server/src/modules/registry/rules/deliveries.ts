/** One delivery of a source that arrived whole. */
export type Delivery = { readonly number: number; readonly rows: number; readonly receivedAt: Date };

/** What a source says that it sent: so many rows in the deliveries from one number to another. */
export type CountStatement = {
  readonly firstNumber: number;
  readonly lastNumber: number;
  readonly rows: number;
  readonly statedAt: Date;
};

/** What a source is known to lack. Null: nothing. */
export type Incomplete = {
  readonly why: 'delivery_missing' | 'counts_differ';
  /** Up to when it is known to be whole: the arrival of the last delivery before the fault, or null where there is none. */
  readonly wholeUntil: Date | null;
  /** The first numbers that are missing, at most ten. */
  readonly missing: readonly number[];
};

const namedAtMost = 10;

/**
 * Compares what arrived with what was sent (spec: sequence gaps and two-sided counts). Deliveries are numbered from 1; a number is missing
 * once a later one arrived or a statement speaks of it. Counts are compared where every delivery of a statement is here, by the
 * last word about the same numbers. Ranges are of numbers and not of days, so that no time zone stands between the two sides.
 */
export function incompleteness(
  deliveries: readonly Delivery[],
  statements: readonly CountStatement[],
): Incomplete | null {
  const arrived = new Map(deliveries.map((delivery) => [delivery.number, delivery]));
  const missing = missingNumbers(arrived, statements);
  const wholeBefore = (number: number) => arrived.get(number - 1)?.receivedAt ?? null;
  const [firstMissing] = missing;
  const differing = lastWords(statements).filter((one) => differs(one, arrived));
  const firstDiffering = differing.map(({ firstNumber }) => firstNumber).sort((a, b) => a - b)[0];
  if (firstMissing !== undefined && (firstDiffering === undefined || firstMissing <= firstDiffering))
    return { why: 'delivery_missing', wholeUntil: wholeBefore(firstMissing), missing: missing.slice(0, namedAtMost) };
  if (firstDiffering === undefined) return null;
  return { why: 'counts_differ', wholeUntil: wholeBefore(firstDiffering), missing: missing.slice(0, namedAtMost) };
}

function missingNumbers(arrived: ReadonlyMap<number, Delivery>, statements: readonly CountStatement[]): number[] {
  const numbers = [...arrived.keys(), ...statements.map(({ lastNumber }) => lastNumber)];
  const highest = numbers.reduce((most, number) => Math.max(most, number), 0);
  const missing: number[] = [];
  for (let number = 1; number <= highest && missing.length < namedAtMost; number += 1)
    if (!arrived.has(number)) missing.push(number);
  return missing;
}

/** The last statement about each range of numbers. */
function lastWords(statements: readonly CountStatement[]): CountStatement[] {
  const byRange = new Map<string, CountStatement>();
  for (const one of [...statements].sort((a, b) => a.statedAt.getTime() - b.statedAt.getTime()))
    byRange.set(`${one.firstNumber}-${one.lastNumber}`, one);
  return [...byRange.values()];
}

function differs({ firstNumber, lastNumber, rows }: CountStatement, arrived: ReadonlyMap<number, Delivery>): boolean {
  let counted = 0;
  for (let number = firstNumber; number <= lastNumber; number += 1) {
    const delivery = arrived.get(number);
    if (delivery === undefined) return false;
    counted += delivery.rows;
  }
  return counted !== rows;
}
