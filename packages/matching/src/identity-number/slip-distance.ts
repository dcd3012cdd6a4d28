/**
 * How many typing slips (a wrong, missing or extra character, or two neighbours changed over) turn one number into the other,
 * counted up to `limit`; anything further is `limit + 1` (optimal string alignment).
 */
export function slipDistance(a: string, b: string, limit: number): number {
  const beyond = limit + 1;
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return beyond;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= b.length; column += 1) {
      const cost = slipCost(a, b, row, column, { beforeLast, last, current });
      current.push(cost);
      if (cost < best) best = cost;
    }
    if (best > limit) return beyond;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length] ?? beyond, beyond);
}

interface Rows {
  readonly beforeLast: readonly number[];
  readonly last: readonly number[];
  readonly current: readonly number[];
}

function slipCost(a: string, b: string, row: number, column: number, rows: Rows): number {
  const same = a[row - 1] === b[column - 1];
  const changed = (rows.last[column - 1] ?? 0) + (same ? 0 : 1);
  const cost = Math.min(changed, (rows.last[column] ?? 0) + 1, (rows.current[column - 1] ?? 0) + 1);
  if (row < 2 || column < 2 || a[row - 1] !== b[column - 2] || a[row - 2] !== b[column - 1]) return cost;
  return Math.min(cost, (rows.beforeLast[column - 2] ?? 0) + 1);
}
