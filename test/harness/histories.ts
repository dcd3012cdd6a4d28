/**
 * The random histories that a test walks, each by its number. One in the suite, so that it stays short; `npm run histories` walks as
 * many as `HISTORIES` says.
 */
export const histories: readonly number[] = Array.from(
  { length: Number(process.env.HISTORIES ?? 1) },
  (_, index) => index + 1,
);
