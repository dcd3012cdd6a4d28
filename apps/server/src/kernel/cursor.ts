import { refuse } from './errors.js';

/** Where a page ended: opaque to the caller, plain to the list that made it. */
export function writeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Reads a cursor of `length` parts.
 * @throws DomainError `request-invalid` for one that this list did not make
 */
export function readCursor(cursor: string | undefined, length: number): readonly (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(position) && position.length === length && position.every(isPart)) return position;
  } catch {
    // Falls through to the refusal: what does not parse was not made here.
  }
  return refuse('request-invalid', {}, [
    {
      path: 'cursor',
      code: 'custom',
      message: {
        en: 'This page link is not valid here; start at the first page.',
        zh: '翻页链接无效，请从第一页开始。',
      },
    },
  ]);
}

function isPart(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number';
}

/**
 * Cuts one page from rows of which one more than `limit` was asked for.
 * @param position what identifies a row in the order of the list
 */
export function pageFrom<Row>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => readonly (string | number)[],
): { items: Row[]; next?: string } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, next: writeCursor(position(last)) } : { items };
}
