import type { ProhibitionView } from '@gatehouse/contract';
import { refuse } from '../../kernel/errors.js';
import type { Viewer } from '../../kernel/viewer.js';
import { viewerName } from '../../kernel/viewer.js';
import type { Law, Order } from './rules/order.js';
import { documentToServe, isServed } from './rules/service.js';

type Deed = ProhibitionView['may'][number];

/** Who stands behind an order. */
export type Behind = {
  readonly organisationId: string;
  readonly enteredBy: string;
  readonly changeBy: string | null;
};

/** Whether a viewer's own procuratorate keeps something; the one above it reads it and acts on nothing. */
export function isKept(viewer: Viewer, { organisationId }: Pick<Behind, 'organisationId'>): boolean {
  return viewer.kind === 'account' && viewer.organisationId === organisationId;
}

/** The second of two people is never the first: who entered does not verify, who proposed does not decide. */
export function requireSecondPerson(first: string | null, viewer: Viewer): void {
  if (first === viewerName(viewer)) refuse('prohibition-own-entry');
}

/** What a viewer may do with an order now; its page offers this and nothing else. Which orders they see, row security says. */
export function deedsOf(viewer: Viewer, order: Order, behind: Behind, law: Law): Deed[] {
  if (viewer.kind !== 'account' || !viewer.roles.includes('procurator') || !isKept(viewer, behind)) return [];
  const own = viewerName(viewer);
  const mayTake: Deed[] = order.hasCertificate ? ['take_certificate'] : [];
  if (order.state === 'ENTERED') return behind.enteredBy === own ? ['amend'] : ['verify', 'return'];
  if (order.state === 'RETURNED') return ['amend'];
  if (order.state !== 'VERIFIED') return mayTake;
  const change: Deed[] = order.change === null ? ['propose_change'] : behind.changeBy === own ? [] : ['decide_change'];
  return [...change, ...serviceDeeds(order, law), ...mayTake];
}

function serviceDeeds(order: Order, law: Law): Deed[] {
  if (!isServed(order, law)) return [];
  const needsCertificate = documentToServe(order) === 'certificate' && !order.hasCertificate;
  if (needsCertificate) return ['certify'];
  return order.servedOn === null ? ['serve'] : [];
}
