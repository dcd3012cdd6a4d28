import type { ErrorCode } from '@gatehouse/contract';
import type { ActContext } from '../../../kernel/act.js';
import { newId } from '../../../kernel/ids.js';
import { type Platform, remembering } from '../doors.js';
import type { Application } from '../store/application-store.js';
import type { BulkDeedRow, BulkKind, Settled } from '../store/bulk-store.js';
import { consentStore } from '../store/consent-store.js';
import { servedText } from '../views/consent-words.js';
import { advanceMany } from './advance-many.js';
import { approvalOf } from './approve.js';
import { askManyForConsent } from './ask-many-for-consent.js';
import { type DeedRow, settledBy } from './deed-rows.js';
import { proofOf } from './prove-identity.js';
import { submissionOf } from './submit.js';

/** What a deed does to the rows of a chunk. */
type DeedWork = (
  context: ActContext,
  platform: Platform,
  deed: BulkDeedRow,
  rows: readonly DeedRow[],
) => Promise<Settled>;

/** The work of each kind, with the rules of the same act for one inquiry. */
export const workOf: Readonly<Record<BulkKind, DeedWork>> = {
  'prove-identity': proveRows,
  'serve-notice': serveRows,
  'send-consent': askManyForConsent,
  submit: submitRows,
  approve: approveRows,
};

async function proveRows(
  context: ActContext,
  { doors }: Platform,
  deed: BulkDeedRow,
  rows: readonly DeedRow[],
): Promise<Settled> {
  const proof = proofOf(context, parameterOf(deed, 'kind'));
  return settledBy(rows, await advanceMany(context, doors, rows.map(applicationOf), 'prove-identity', () => proof));
}

async function serveRows(
  context: ActContext,
  { doors }: Platform,
  deed: BulkDeedRow,
  rows: readonly DeedRow[],
): Promise<Settled> {
  const servedOn = parameterOf(deed, 'servedOn');
  const text = servedText(doors.law.pack);
  const served = await advanceMany(context, doors, rows.map(applicationOf), 'serve-notice', () => ({
    changes: { permittedAt: context.now },
    detail: { servedOn, textHash: text.hash },
  }));
  await consentStore(context).insertConsents(
    served.moved.map(({ id }) => ({
      id: newId(),
      applicationId: id,
      kind: 'notice_served',
      way: 'notice',
      textVersion: text.version,
      textHash: text.hash,
      onDay: servedOn,
    })),
  );
  return settledBy(rows, served);
}

/** Organisations are read once: all rows of a list belong to one unit and go to few authorities. */
async function submitRows(
  context: ActContext,
  platform: Platform,
  _deed: BulkDeedRow,
  rows: readonly DeedRow[],
): Promise<Settled> {
  const known = remembering(platform);
  const submissions = new Map<string, Awaited<ReturnType<typeof submissionOf>>>();
  for (const { application } of rows) submissions.set(application.id, await submissionOf(context, known, application));
  return settledBy(
    rows,
    await advanceMany(
      context,
      platform.doors,
      rows.map(applicationOf),
      'submit',
      ({ id }) => submissions.get(id) ?? {},
    ),
  );
}

/** Each is looked at as by `approve`: by the authority in the row, as it was seen, and by another person than its drafter. */
async function approveRows(
  context: ActContext,
  { doors }: Platform,
  _deed: BulkDeedRow,
  rows: readonly DeedRow[],
): Promise<Settled> {
  const organisation = context.viewer.kind === 'account' ? context.viewer.organisationId : undefined;
  const refusalOf = ({ application, seenVersion }: DeedRow): ErrorCode | undefined => {
    if (application.reviewerId !== organisation) return 'not-found';
    return application.version === seenVersion ? undefined : 'changed-meanwhile';
  };
  const left = rows.flatMap((row) => {
    const code = refusalOf(row);
    return code === undefined ? [] : [{ position: row.position, code }];
  });
  const fit = rows.filter((row) => refusalOf(row) === undefined);
  const approved = await advanceMany(context, doors, fit.map(applicationOf), 'approve', (row) =>
    approvalOf(doors, row, context.now),
  );
  if (approved.moved.length > 0)
    await context.enqueue('inquiry.ask', { inquiryIds: approved.moved.map(({ id }) => id) });
  for (const row of approved.moved)
    await context.record({
      object: { kind: 'inquiry', id: row.id },
      purpose: row.purpose,
      authority: row.legalBases.join(', '),
    });
  const settled = settledBy(fit, approved);
  return { done: settled.done, left: [...left, ...settled.left] };
}

const applicationOf = ({ application }: DeedRow): Application => application;

function parameterOf({ parameters }: BulkDeedRow, name: string): string {
  const value = typeof parameters === 'object' && parameters !== null ? Reflect.get(parameters, name) : undefined;
  if (typeof value !== 'string') throw new Error(`a deed lacks its parameter ${name}`);
  return value;
}
