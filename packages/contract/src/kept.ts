import { z } from 'zod';

/** Until which day a document is kept, from the announcement of its erasure on; and when it was erased. */
export const Kept = z
  .object({ until: z.iso.date(), erasedAt: z.iso.datetime().optional() })
  .describe('Until which day it is kept, from the announcement of its erasure on; and when it was erased');
export type Kept = z.infer<typeof Kept>;

/** What a document says of its keeping; nothing before its erasure is announced. */
export function keptOf({
  keepUntil,
  erasedAt,
}: {
  readonly keepUntil: string | null;
  readonly erasedAt: Date | null;
}): { readonly kept?: Kept } {
  if (keepUntil === null) return {};
  return { kept: { until: keepUntil, ...(erasedAt === null ? {} : { erasedAt: erasedAt.toISOString() }) } };
}
