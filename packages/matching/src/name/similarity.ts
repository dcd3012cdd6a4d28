/**
 * Jaro-Winkler similarity of two short texts, 0 to 1 (Winkler 1990, prefix scale 0.1 over at most four letters).
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const jaro = jaroSimilarity(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroSimilarity(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  const matchedInA: string[] = [];
  for (let place = 0; place < a.length; place += 1) {
    const end = Math.min(b.length, place + reach + 1);
    for (let other = Math.max(0, place - reach); other < end; other += 1) {
      if (taken[other] === 1 || a[place] !== b[other]) continue;
      taken[other] = 1;
      matchedInA.push(b.charAt(other));
      break;
    }
  }
  if (matchedInA.length === 0) return 0;
  let turned = 0;
  let index = 0;
  for (let other = 0; other < b.length; other += 1) {
    if (taken[other] !== 1) continue;
    if (b[other] !== matchedInA[index]) turned += 1;
    index += 1;
  }
  const matched = matchedInA.length;
  return (matched / a.length + matched / b.length + (matched - turned / 2) / matched) / 3;
}
