/** Texts longer than this, such as inserts of many rows, are rarely the same twice. */
const longestText = 8000;
/** Most statements that a connection keeps a plan of. */
const mostNames = 500;

/** Names by text; the second time a text is seen it gets one. */
const names = new Map<string, string | null>();
let named = 0;

/**
 * The name under which a connection of PostgreSQL keeps the plan of a statement; undefined for one that was never seen before
 * or is not worth it. With row security planning takes longer than the work.
 */
export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (typeof known === 'string') return known;
  if (text.length > longestText || named >= mostNames) return undefined;
  if (known === undefined) {
    if (names.size < mostNames * 4) names.set(text, null);
    return undefined;
  }
  named += 1;
  const name = `gatehouse_${named}`;
  names.set(text, name);
  return name;
}
