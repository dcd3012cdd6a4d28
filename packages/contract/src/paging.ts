import { z } from 'zod';

/** Query of every list: how many, and where the last page ended. A cursor is opaque and belongs to one list and filter. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** One page of a list. `next` is absent on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}
export type Page<Item> = { items: Item[]; next?: string | undefined };
