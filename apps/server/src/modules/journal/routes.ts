import { journalEndpoints, lookReviewEndpoints, useFigureEndpoints } from '@gatehouse/contract';
import { type Route, route } from '../../kernel/http/route.js';
import type { Kernel } from '../../kernel/kernel.js';
import { type FigureSetting, listUseFigures, recountUse } from './actions/fix-use-figures.js';
import { listEntries } from './actions/list-entries.js';
import { type ProvingLog, readEntry } from './actions/read-entry.js';
import { type PublishedLog, readHead } from './actions/read-head.js';
import {
  type AdministeredOf,
  answerAboutLook,
  askAboutLook,
  listLookConfirmations,
  listLookReviews,
  settleLook,
} from './actions/review-looks.js';

/** The routes of this module. The published files of the log are served as they lie in its folder, under /log/. */
export function journalRoutes(
  kernel: Kernel,
  log: PublishedLog & ProvingLog,
  administered: AdministeredOf,
  figures: FigureSetting,
): readonly Route[] {
  const looks = lookReviewEndpoints;
  return [
    route(journalEndpoints.listEntries, (viewer, { query }) => listEntries(kernel, viewer, query)),
    route(journalEndpoints.readEntry, (viewer, { params }) => readEntry(kernel, log, viewer, params.id)),
    route(journalEndpoints.readHead, (viewer) => readHead(kernel, log, viewer)),
    route(useFigureEndpoints.list, (viewer) => listUseFigures(figures, viewer)),
    route(useFigureEndpoints.recount, (viewer, { params }) => recountUse(figures, viewer, params.month)),
    route(looks.list, (viewer) => listLookReviews(kernel, viewer)),
    route(looks.ask, (viewer, { params, body }) => askAboutLook(kernel, viewer, params.id, body)),
    route(looks.settle, (viewer, { params, body }) => settleLook(kernel, viewer, params.id, body)),
    route(looks.toConfirm, (viewer) => listLookConfirmations(kernel, administered, viewer)),
    route(looks.answer, (viewer, { params, body }) => answerAboutLook(kernel, administered, viewer, params.id, body)),
  ];
}
