import type { InquiryState, InquiryView, Words } from '@gatehouse/contract';
import type { Application } from '../store/application-store.js';

type Step = InquiryView['steps'][number];
type Action = { readonly verb: string; readonly at: Date };

const order = ['prepared', 'agreed', 'approved', 'looked_up', 'told'] as const;

/** Which verb completes a step. The last two name nobody and change together. */
const completedBy: Readonly<Record<string, readonly string[]>> = {
  prepared: ['send-consent', 'record-paper', 'serve-notice'],
  agreed: ['agree', 'record-paper', 'serve-notice'],
  approved: ['approve'],
  looked_up: ['release'],
  told: ['release'],
};

const reached: Partial<Record<InquiryState, number>> = {
  DRAFT: 0,
  CONSENT_PENDING: 1,
  CONSENT_REFUSED: 1,
  DETAILS_DISPUTED: 0,
  CONSENTED: 2,
  NOTICE_SERVED: 2,
  SUBMITTED: 2,
  RETURNED: 2,
  APPROVED: 3,
  ASKING: 3,
};
const stopped: readonly InquiryState[] = ['CONSENT_REFUSED', 'WITHDRAWN', 'CANCELLED'];

/** The five-step line of an inquiry; of one that nobody asked, the two steps that it has. */
export function stepsOf(row: Application, actions: readonly Action[], unit: Words, authority: Words): Step[] {
  const lastDone = (step: string) => actions.findLast(({ verb }) => completedBy[step]?.includes(verb));
  const at =
    reached[row.state] ?? (row.releasedAt === null ? order.findIndex((step) => !lastDone(step)) : order.length);
  const by: Readonly<Record<string, Words>> = { prepared: unit, approved: authority };
  const steps = order.map((step, place): Step => {
    if (place > at) return { step, state: 'ahead' };
    if (place === at) return { step, state: stopped.includes(row.state) ? 'stopped' : 'now' };
    const done = lastDone(step);
    const name = by[step];
    return { step, state: 'done', ...(done && { at: done.at.toISOString() }), ...(done && name && { by: name }) };
  });
  return row.monitored ? steps.slice(order.indexOf('looked_up')) : steps;
}
