import { z } from 'zod';

const Kept = z.array(z.record(z.string(), z.string()));

/** The sets of filters kept on this device for a list. They hold states and kinds, never anything about a person. */
export function keptFilters(list: string): z.infer<typeof Kept> {
  try {
    const parsed = Kept.safeParse(JSON.parse(localStorage.getItem(keyOf(list)) ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}

/** Keeps the sets of filters of a list on this device. */
export function keepFilters(list: string, kept: z.infer<typeof Kept>): void {
  localStorage.setItem(keyOf(list), JSON.stringify(kept));
}

function keyOf(list: string): string {
  return `gatehouse-filters-${list}`;
}
