import { readCursor, writeCursor } from '../../kernel/cursor.js';

/** Where a page of a list ended: instant and id of its last row. */
export type Place = { readonly at: Date; readonly id: string };

/** The opaque cursor behind a row. */
export function cursorOf({ at, id }: Place): string {
  return writeCursor([at.toISOString(), id]);
}

/** The place a cursor names. @throws DomainError `request-invalid` for one that was not made here */
export function placeOf(cursor: string | undefined): Place | undefined {
  const parts = readCursor(cursor, 2);
  return parts === undefined ? undefined : { at: new Date(String(parts[0])), id: String(parts[1]) };
}
