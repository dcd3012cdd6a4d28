import type { OwnPage } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Transport } from '../../../kernel/http/route.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { answerStore } from '../store/answer-store.js';
import { visitStore } from '../store/visit-store.js';
import { mayWithdraw, ownPage, ownRows } from '../views/own-page.js';
import { type Objection, objectInPerson } from './object.js';
import { ownPagePath, ownVisit } from './own-visit.js';
import { withdrawRow } from './withdraw-consent.js';

/** The person objects on their own page, as they may behind their link. */
export async function objectOnOwnPage(
  platform: Platform,
  viewer: Viewer,
  inquiryId: string,
  objection: Objection,
): Promise<OwnPage> {
  return act(platform.kernel, viewer, 'inquiry.object', async (context) => {
    const own = await ownVisit(context);
    const rows = await ownRows(platform.kernel.keys, context, own.code);
    const row = rows.find(({ id }) => id === inquiryId) ?? refuse('not-found');
    await objectInPerson(context, platform, row, objection);
    return ownPage(platform, context, own);
  });
}

/**
 * Withdraws what was agreed to for one unit, as far as it can be: each inquiry as by its own link. Their identity is proven, so
 * they type nothing.
 * @throws DomainError `not-found` for a unit that asked nothing; `own-nothing-to-withdraw`
 */
export async function withdrawFromUnit(platform: Platform, viewer: Viewer, unitId: string): Promise<OwnPage> {
  const { keys } = platform.kernel;
  return act(platform.kernel, viewer, 'inquiry.withdraw-consent', async (context) => {
    const own = await ownVisit(context);
    const rows = (await ownRows(keys, context, own.code)).filter((row) => row.unitId === unitId);
    if (rows.length === 0) refuse('not-found');
    let withdrawn = 0;
    for (const row of rows) {
      const isTold = row.releasedAt !== null || (await answerStore(keys, context).toldFirst(row.id)) !== undefined;
      if (!mayWithdraw(row, isTold)) continue;
      await withdrawRow(context, platform, row);
      withdrawn += 1;
    }
    if (withdrawn === 0) refuse('own-nothing-to-withdraw');
    return ownPage(platform, context, own);
  });
}

/** Closes the page in this browser. */
export async function closeOwnPage(
  { kernel }: Platform,
  viewer: Viewer,
  browser: Pick<Transport, 'releaseBrowser'>,
): Promise<undefined> {
  await act(kernel, viewer, 'inquiry.close-own-page', async (context) => {
    const { visit } = await ownVisit(context);
    await visitStore(context).end(visit.id);
    await context.record({ object: { kind: 'visit', id: visit.id } });
  });
  browser.releaseBrowser(ownPagePath);
}
