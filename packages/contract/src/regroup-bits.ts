/** Numbers of `from` bits as numbers of `to` bits; `keepsRest`: bits left over make a last number, filled with zeros. */
export function regroup(numbers: Iterable<number>, from: number, to: number, keepsRest: boolean): number[] {
  const regrouped: number[] = [];
  let held = 0;
  let bits = 0;
  for (const number of numbers) {
    held = ((held << from) | number) & 0xffff;
    bits += from;
    for (; bits >= to; bits -= to) regrouped.push((held >> (bits - to)) & (2 ** to - 1));
  }
  if (keepsRest && bits > 0) regrouped.push((held << (to - bits)) & (2 ** to - 1));
  return regrouped;
}
