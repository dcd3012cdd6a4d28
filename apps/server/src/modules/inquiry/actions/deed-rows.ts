import type { Application } from '../store/application-store.js';
import type { BulkRow, Settled } from '../store/bulk-store.js';
import type { AdvancedMany } from './advance-many.js';

/** A chosen row with its inquiry, which this transaction holds. */
export type DeedRow = BulkRow & { readonly application: Application };

/** Positions of the rows by what became of their inquiries. */
export function settledBy(rows: readonly DeedRow[], { refused }: Pick<AdvancedMany, 'refused'>): Settled {
  const codes = new Map(refused.map(({ row, code }) => [row.id, code]));
  return {
    done: rows.flatMap(({ position, applicationId }) => (codes.has(applicationId) ? [] : [position])),
    left: rows.flatMap(({ position, applicationId }) => {
      const code = codes.get(applicationId);
      return code === undefined ? [] : [{ position, code }];
    }),
  };
}
