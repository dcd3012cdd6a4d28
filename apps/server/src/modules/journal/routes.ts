import { journalEndpoints } from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import type { Kernel } from '../../kernel/kernel.js';
import { listEntries } from './actions/list-entries.js';
import { readEntry } from './actions/read-entry.js';
import { type PublishedLog, readHead } from './actions/read-head.js';
import type { Receipts } from './receipts.js';

/** The routes of this module. The published files of the log are served as they lie in its folder, under /log/. */
export function journalRoutes(kernel: Kernel, log: PublishedLog & { readonly receipts: Receipts }): readonly Route[] {
  return [
    route(journalEndpoints.listEntries, (viewer, { query }) => listEntries(kernel, viewer, query)),
    route(journalEndpoints.readEntry, (viewer, { params }) => readEntry(kernel, log.receipts, viewer, params.id)),
    route(journalEndpoints.readHead, (viewer) => readHead(kernel, log, viewer)),
  ];
}
