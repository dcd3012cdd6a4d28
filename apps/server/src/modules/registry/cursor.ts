import { refuse } from '../../kernel/errors.js';

/** Where a page of a list ended: instant and id of its last row. */
export type Place = { readonly at: Date; readonly id: string };

/** The opaque cursor behind a row. */
export function cursorOf({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url');
}

/** The place a cursor names. @throws DomainError `request-invalid` for one that was not made here */
export function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parsed) && typeof parsed[0] === 'string' && typeof parsed[1] === 'string') {
      const at = new Date(parsed[0]);
      if (!Number.isNaN(at.getTime()) && /^[0-9a-f-]{36}$/.test(parsed[1])) return { at, id: parsed[1] };
    }
  } catch {
    // Said below, in the words of the house.
  }
  return refuse('request-invalid', {}, [
    { path: 'cursor', code: 'invalid_value', message: { en: 'Begin again at the first page.', zh: '请从第一页重新开始。' } },
  ]);
}
