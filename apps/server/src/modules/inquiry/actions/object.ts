import type { ConsentPage, InquiryView } from '@gatehouse/contract';
import { type ActContext, act } from '../../../kernel/act.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { dueIn } from '../rules/clocks.js';
import { answerStore } from '../store/answer-store.js';
import type { Application } from '../store/application-store.js';
import { toldStore } from '../store/told-store.js';
import { consentPage } from '../views/consent-page.js';
import { inquiryView } from '../views/inquiry-view.js';
import { advance, seenRow } from './advance.js';
import { beginCourse } from './begin-course.js';
import { unlockedLink } from './personal-link.js';

/** Why somebody objects. */
export type Objection = { readonly reason: string; readonly words: string };

/** Opens an objection that the person brought to the unit. */
export async function objectAsUnit(
  platform: Platform,
  viewer: Viewer,
  id: string,
  { version, ...objection }: Objection & { version: number },
): Promise<InquiryView> {
  return act(platform.kernel, viewer, 'inquiry.object', async (context) => {
    const next = await openObjection(context, platform, await seenRow(context, id, version), objection);
    return inquiryView(platform, context, next);
  });
}

/** Opens the person's own objection. */
export async function objectAsPerson(platform: Platform, viewer: Viewer, objection: Objection): Promise<ConsentPage> {
  return act(platform.kernel, viewer, 'inquiry.object', async (context) => {
    const { link, row } = await unlockedLink(context);
    return consentPage(platform, context, link, await objectInPerson(context, platform, row, objection));
  });
}

/** The objection of whoever proved to be the person. */
export async function objectInPerson(
  context: ActContext,
  platform: Platform,
  row: Application,
  objection: Objection,
): Promise<Application> {
  const { keys } = platform.kernel;
  const toldFirst = row.state === 'ASKING' ? await answerStore(keys, context).toldFirst(row.id) : undefined;
  const isOpen = (await toldStore(keys, context).objection(row.id)) !== undefined;
  if (toldFirst === undefined || isOpen) return openObjection(context, platform, row, objection);
  // The unit knows of no answer yet: the course begins at the release, and until then nothing of the inquiry moves.
  await keepObjection(context, platform, row, objection);
  return row;
}

/** At the release: objections of persons who were told first begin their course. */
export async function openKeptObjections(
  context: ActContext,
  platform: Platform,
  rows: readonly Application[],
): Promise<void> {
  const kept = await toldStore(platform.kernel.keys, context).latestObjections(rows.map(({ id }) => id));
  for (const row of rows) {
    const objection = kept.get(row.id);
    if (objection === undefined) continue;
    const next = await advance(context, platform.doors, row, 'object', { detail: { reason: objection.reason } });
    await beginCourse(context, platform, next, objection.id);
  }
}

/** The course begins at the reviewing authority, as a task with the pack's clock. */
async function openObjection(
  context: ActContext,
  platform: Platform,
  row: Application,
  objection: Objection,
): Promise<Application> {
  const next = await advance(context, platform.doors, row, 'object', { detail: { reason: objection.reason } });
  await beginCourse(context, platform, next, await keepObjection(context, platform, row, objection));
  return next;
}

async function keepObjection(
  context: ActContext,
  { kernel, doors }: Platform,
  row: Application,
  { reason, words }: Objection,
): Promise<string> {
  const dueAt = dueIn(doors.law, 'OBJECTED', row.standing, context.now) ?? context.now;
  const id = await toldStore(kernel.keys, context).insertObjection(row, {
    reason,
    words,
    openedBy: viewerName(context.viewer),
    dueAt,
  });
  await context.record({ object: { kind: 'inquiry', id: row.id }, details: { reason } });
  return id;
}
