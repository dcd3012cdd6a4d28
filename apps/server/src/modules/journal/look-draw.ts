import { nodeSha256 } from './log-folder.js';

/** How many looks are drawn; of the law pack. */
export type DrawShare = { readonly oneIn: number; readonly fewestADay: number };

/** A look as the draw sees it. */
export type DrawnFrom = { readonly id: string; readonly commitment: Uint8Array };

const head = 'gatehouse draw of looks v1';
const drawBytes = 6;

/**
 * The seed of a draw: SHA-256 over the words of this rule, the origin of the log, the size of the tree that ends with the seal of the day, and its
 * root. The root stands under every later signed checkpoint, and covers every look that is drawn from: whoever looks cannot know it.
 */
export function drawSeed(origin: string, size: number, root: Uint8Array): Uint8Array {
  return nodeSha256(
    new TextEncoder().encode([head, origin, String(size), Buffer.from(root).toString('base64'), ''].join('\n')),
  );
}

/**
 * The looks that are drawn: those whose number, the first six bytes of SHA-256(seed ‖ commitment), is divided by `oneIn` without a rest; where that
 * are fewer than `fewestADay`, the ones of the smallest numbers. Anybody with the log can repeat it.
 */
export function drawLooks<Look extends DrawnFrom>(seed: Uint8Array, looks: readonly Look[], share: DrawShare): Look[] {
  const numbered = looks.map((look) => ({ look, number: numberOf(seed, look.commitment) }));
  const drawn = numbered.filter(({ number }) => number % share.oneIn === 0);
  if (drawn.length >= share.fewestADay) return drawn.map(({ look }) => look);
  const sorted = [...numbered].sort((one, other) => one.number - other.number);
  const chosen = new Set([...drawn, ...sorted.filter((one) => !drawn.includes(one))].slice(0, share.fewestADay));
  return numbered.filter((one) => chosen.has(one)).map(({ look }) => look);
}

function numberOf(seed: Uint8Array, commitment: Uint8Array): number {
  return Buffer.from(nodeSha256(Buffer.concat([seed, commitment]))).readUIntBE(0, drawBytes);
}
