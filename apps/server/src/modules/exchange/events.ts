import type { BackgroundLoop } from '../../kernel/module.js';
import { repeating } from '../../kernel/repeating.js';
import { deliverDue } from './actions/deliver-due.js';
import { forgetSent } from './actions/forget-sent.js';
import type { HandOver } from './actions/hand-over.js';
import { tellStandings } from './actions/tell-standings.js';
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

const standingMilliseconds = 60_000;

/**
 * Tells every sender how far what it sent arrived: at each start, since the database may be an older copy; once a day; and sooner where something
 * is missing.
 */
export function standingLoop(setting: ExchangeSetting): BackgroundLoop {
  const told = new Map<string, Date>();
  return repeating(setting.kernel, 'what arrived', standingMilliseconds, (goesOn) =>
    tellStandings(setting, told, goesOn),
  );
}

const forgetMilliseconds = 600_000;

/** Empties what was kept to be sent again, once its days have passed. */
export function forgetLoop(setting: ExchangeSetting): BackgroundLoop {
  return repeating(setting.kernel, 'messages sent', forgetMilliseconds, (goesOn) => forgetSent(setting, goesOn));
}
