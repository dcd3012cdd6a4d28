/** One scored verdict: whether it is right to say yes to it. */
export type Scored = { readonly score: number; readonly isRight: boolean };

/** The best F1 that any one threshold reaches. */
export type BestThreshold = {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
  readonly threshold: number;
};

/** Finds the threshold with the best F1 among scored verdicts, of which `wanted` should have been right. */
export function bestThreshold(verdicts: readonly Scored[], wanted: number): BestThreshold {
  const sorted = [...verdicts].sort((a, b) => b.score - a.score);
  let best: BestThreshold = { f1: 0, precision: 0, recall: 0, threshold: 1 };
  let right = 0;
  for (const [place, { score, isRight }] of sorted.entries()) {
    if (isRight) right += 1;
    if (sorted[place + 1]?.score === score) continue;
    const [precision, recall] = [right / (place + 1), right / wanted];
    const f1 = right === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    if (f1 > best.f1)
      best = { f1: rounded(f1), precision: rounded(precision), recall: rounded(recall), threshold: score };
  }
  return best;
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
