const start = Date.now();

/** An ISO time so many hours from when the gallery was opened; negative for the past. */
export function inHours(hours: number): string {
  return new Date(start + hours * 3_600_000 + 30_000).toISOString();
}
