import type { InquiryView } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import { type ActContext, act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { settlementsLeft, settlementsOffered } from '../rules/settlements.js';
import { type SettlementKind, startingSettlements } from '../rules/states.js';
import type { Application } from '../store/application-store.js';
import { openPersons } from '../store/person-sealing.js';
import { toldStore } from '../store/told-store.js';
import { inquiryView } from '../views/inquiry-view.js';
import { advance, seenRow } from './advance.js';

type Settlement = {
  readonly kind: SettlementKind;
  readonly on: string;
  readonly version: number;
  readonly supplierCreditCode?: string | undefined;
  readonly postTitle?: string | undefined;
};

/**
 * Says what came of it. A hire comes onto the roster of the unit in the same act.
 * @throws DomainError `inquiry-start-before-release`, which leaves a breach (A6); `inquiry-record-bars-hiring`;
 * `inquiry-settlement-not-offered` for a purpose and standing that the law pack does not name; `roster-problems` with the fields
 */
export async function settle(platform: Platform, viewer: Viewer, id: string, given: Settlement): Promise<InquiryView> {
  const view = await act(platform.kernel, viewer, 'inquiry.settle', async (context) => {
    const row = await seenRow(context, id, given.version);
    const offered = settlementsOffered(platform.doors.law.pack, row, context.now);
    if (!offered.includes(given.kind)) refuse('inquiry-settlement-not-offered');
    if (startsTooEarly(row, given)) return recordBreach(context, platform, row, given);
    const decision = await toldStore(platform.kernel.keys, context).openDecision(row);
    const isLawful = settlementsLeft(offered, decision?.outcome).includes(given.kind);
    const taken =
      isLawful && startingSettlements.includes(given.kind) ? await takeOn(platform, context, row, given) : undefined;
    const settlement = {
      kind: given.kind,
      on: given.on,
      at: context.now.toISOString(),
      employmentId: taken?.employmentId,
    };
    const next = await advance(context, platform.doors, row, 'settle', {
      changes: { settlement: JSON.stringify(settlement), settledAt: context.now },
      detail: { kind: given.kind, on: given.on },
      facts: {
        settlement: given.kind,
        outcome: decision?.outcome === 'not_now' ? undefined : decision?.outcome,
      },
    });
    await context.record({
      object: { kind: 'inquiry', id },
      details: {
        kind: given.kind,
        on: given.on,
        ...(taken === undefined ? {} : { onRoster: taken.isNew ? 'new' : 'known' }),
      },
    });
    return inquiryView(platform, context, next);
  });
  return view ?? refuse('inquiry-start-before-release');
}

/** Puts the hire on the roster of the unit, as the inquiry knows the person, with what was asked beside it. */
async function takeOn(
  { kernel, doors }: Platform,
  context: ActContext,
  row: Application,
  { on, supplierCreditCode, postTitle }: Settlement,
) {
  const sealed = (await openPersons(kernel.keys, context, [row])).get(row.id);
  if (sealed === undefined) return undefined;
  const { postTitle: asked, remarks: _, ...person } = sealed;
  const { id: inquiryId, postClass, employmentForm } = row;
  const terms = { postClass, employmentForm, postTitle: postTitle ?? asked, supplierCreditCode, fromDate: on };
  return doors.takeOnHired(kernel, context, { inquiryId, person, ...terms });
}

/** A start is compared by days of China: work may begin on the day of the release. */
function startsTooEarly(row: Application, { kind, on }: Settlement): boolean {
  if (!startingSettlements.includes(kind)) return false;
  return row.releasedAt === null || on < civilDateAt(row.releasedAt);
}

/** The refusal must not take the breach away with it: this act commits, and the caller refuses. */
async function recordBreach(
  context: ActContext,
  { kernel }: Platform,
  row: Application,
  { on }: Settlement,
): Promise<undefined> {
  await toldStore(kernel.keys, context).insertBreach(row.id, 'started-before-release', { on, state: row.state });
  await context.record({
    object: { kind: 'inquiry', id: row.id },
    details: { breach: 'started-before-release', on, state: row.state },
  });
  return undefined;
}
