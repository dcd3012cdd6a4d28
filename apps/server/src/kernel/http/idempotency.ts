import { createHash } from 'node:crypto';
import { idempotencyOwner } from '../act.js';
import { withTransaction } from '../database/transaction.js';
import { refuse } from '../errors.js';
import type { Kernel } from '../kernel.js';
import type { Viewer } from '../viewer.js';

/** What is known of an earlier request with the same key. */
export type EarlierRequest = { readonly status: number; readonly resourceId: string | null };

/** What makes two requests the same: method, route, and everything sent. */
export function requestHash(route: string, parts: readonly unknown[]): Buffer {
  const hash = createHash('sha256').update(route);
  for (const part of parts) hash.update('\0').update(part instanceof Uint8Array ? part : JSON.stringify(part ?? null));
  return hash.digest();
}

/**
 * The earlier request of this viewer with this key, if it was acknowledged.
 * @throws DomainError `idempotency-key-reused` when that request was another one
 */
export async function earlierRequest(
  kernel: Kernel,
  viewer: Viewer,
  key: string,
  hash: Buffer,
): Promise<EarlierRequest | undefined> {
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async ({ sql }) => {
    const row = await sql
      .selectFrom('kernel.idempotencyKey')
      .select(['requestHash', 'status', 'resourceId'])
      .where('viewer', '=', idempotencyOwner(viewer))
      .where('key', '=', key)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    if (!row.requestHash.equals(hash)) refuse('idempotency-key-reused');
    return { status: row.status ?? 200, resourceId: row.resourceId };
  });
}
