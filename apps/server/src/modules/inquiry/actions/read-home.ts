import { type InquiryHome, type InquiryState, isPermitted } from '@gatehouse/contract';
import { civilDateAt, startOfCivilDate } from '@gatehouse/law';
import { type Transaction, withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { tasksOf } from '../rules/home.js';
import { homeStore } from '../store/home-store.js';
import { objectionStore } from '../store/objection-store.js';
import { recallStore } from '../store/recall-store.js';
import { stopWorkStore } from '../store/stop-work-store.js';

const daysShown = 30;
const waiting: readonly InquiryState[] = ['APPROVED', 'ASKING'];
const notYetAsked: readonly InquiryState[] = [
  'DRAFT',
  'CONSENT_PENDING',
  'CONSENTED',
  'DETAILS_DISPUTED',
  'NOTICE_SERVED',
  'SUBMITTED',
  'RETURNED',
];

/** What needs the viewer today and the figures of their organisation. Counts only: leaves no entry. */
export async function readHome({ kernel }: Platform, viewer: Viewer): Promise<InquiryHome> {
  if (viewer.kind !== 'account') refuse('not-signed-in');
  const duty = viewer.roles.some((role) => isPermitted(role, 'inquiry:draft')) ? 'prepare' : 'review';
  return withTransaction(kernel.database, viewer, kernel.clock.now(), async (transaction) => {
    const store = homeStore(transaction);
    const counts = await store.byState();
    const total = (states: readonly InquiryState[]): number =>
      counts.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0);
    const monthStart = startOfCivilDate(`${civilDateAt(transaction.now).slice(0, 7)}-01`);
    const since = new Date(transaction.now.getTime() - daysShown * 86_400_000);
    return {
      tasks: tasksOf(counts, duty, await besides(transaction, duty, viewer.organisationId)),
      figures: {
        thisMonth: await store.askedSince(monthStart),
        notYetAsked: total(notYetAsked),
        waiting: total(waiting),
        overdue: counts.reduce((sum, { overdue }) => sum + overdue, 0),
        byDay: await store.byDay(since),
      },
    };
  });
}

/** What is counted by rows of its own. A unit has its void answers in sight until it has noted them; an authority until it has seen to them. */
async function besides(transaction: Transaction, duty: 'prepare' | 'review', organisationId: string) {
  const objections = objectionStore(transaction);
  const repair = await objections.repairsWaiting(organisationId);
  if (duty === 'prepare') return { recalled: await recallStore(transaction).unnoted(), repair };
  return {
    'stop-work': await stopWorkStore(transaction).waiting(),
    'see-to-recalled': await recallStore(transaction).waiting(),
    objection: await objections.stepsWaiting(organisationId),
    repair,
  };
}
