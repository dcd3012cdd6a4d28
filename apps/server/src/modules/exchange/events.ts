import type { BackgroundLoop } from '../../kernel/module.js';
import { deliverDue } from './actions/deliver-due.js';
import type { HandOver } from './actions/hand-over.js';
import { deliveryRules } from './rules/delivery.js';
import type { ExchangeSetting } from './setting.js';

/** The one delivery of a node: woken by the job of an act, and by its own loop for what has to be tried again. */
export type Delivery = { readonly run: () => Promise<void>; readonly loop: BackgroundLoop };

/**
 * Makes the delivery. Two runs at once would only send twice, so a call during a run joins one that begins after it.
 *
 * Tries again by a loop over the rows, not by the job's own retries: those end after some minutes, an authority's outage
 * need not.
 */
export function openDelivery(setting: ExchangeSetting, handOver: HandOver): Delivery {
  let beforeCheckpoint = false;
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const once = async (): Promise<void> => {
    next = undefined;
    beforeCheckpoint = (await deliverDue(setting, handOver)).beforeCheckpoint;
  };
  const run = (): Promise<void> => {
    next ??= running = running.catch(() => undefined).then(once);
    return next;
  };

  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const pause = beforeCheckpoint ? deliveryRules.intervalBeforeCheckpoint : deliveryRules.interval;
    timer = setTimeout(() => {
      run()
        .catch((error: unknown) => setting.kernel.log.error({ err: error }, 'the exchange could not deliver'))
        .finally(() => timer !== undefined && look());
    }, pause);
  };
  return {
    run,
    loop: {
      start: look,
      turn: run,
      stop: async () => {
        clearTimeout(timer);
        timer = undefined;
        await running.catch(() => undefined);
      },
    },
  };
}
