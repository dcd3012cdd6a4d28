import { prohibitionRegime } from '@gatehouse/law';
import type { Law, Order } from './order.js';

/** What is served on the education department. */
export type ServedDocument = 'judgment' | 'certificate';

/** Why a document may not be served. */
export type ServiceProblem = 'prohibition-exposes-child' | 'prohibition-without-certificate' | 'prohibition-not-served';

/** What has to be served: a judgment that would expose a child is replaced by the certificate (Opinion 2022 art. 5). */
export function documentToServe({ exposesChild }: Pick<Order, 'exposesChild'>): ServedDocument {
  return exposesChild ? 'certificate' : 'judgment';
}

/** Whether this order has to be served at all. */
export function isServed({ regime }: Pick<Order, 'regime'>, { pack }: Law): boolean {
  return prohibitionRegime(pack, regime).served;
}

/** What stands against serving a document; undefined: nothing. */
export function serviceProblem(order: Order, document: ServedDocument, law: Law): ServiceProblem | undefined {
  if (!isServed(order, law)) return 'prohibition-not-served';
  if (document === 'judgment') return order.exposesChild ? 'prohibition-exposes-child' : undefined;
  return order.hasCertificate ? undefined : 'prohibition-without-certificate';
}
