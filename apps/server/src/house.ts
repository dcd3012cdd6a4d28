import type { Config, Mode } from './config.js';
import type { Clock } from './kernel/clock.js';
import { dataFolders } from './kernel/data-folder.js';
import { openDocumentFonts } from './kernel/documents/fonts.js';
import type { KeyRing } from './kernel/keys/index.js';
import type { Log } from './kernel/log.js';
import type { MessageReceivers, Module, ModuleParts } from './kernel/module.js';
import { accessModule } from './modules/access/index.js';
import { openExchange } from './modules/exchange/index.js';
import { type NodeJournal, nodeJournal } from './modules/journal/index.js';
import { chooseProviders, type DeliveryProviders, type Messages, openMessages } from './modules/messages/index.js';

/** What the modules are made from. */
export type HouseOptions = {
  readonly config: Config;
  readonly mode: Mode;
  /** Name of the node. */
  readonly node: string;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Log;
  /** Takes messages of the exchange in the modules' place; for tests. */
  readonly receives?: MessageReceivers | undefined;
  /** Lets messages to people leave in the configured ways' place; for tests. */
  readonly providers?: DeliveryProviders | undefined;
};

/** The modules of a node, in the order in which their schemas are made. */
export type House = {
  readonly modules: readonly Module[];
  readonly journal: NodeJournal;
  /** Tells the exchange who takes its messages, once all parts stand. */
  readonly settle: (parts: readonly ModuleParts[]) => void;
};

/** Wires the modules together: whoever needs another's door gets it here as a parameter. */
export function houseOf(options: HouseOptions): House {
  const { config, mode, node, keys, clock, log, receives } = options;
  const folder = dataFolders(config.dataFolder).log;
  const journal = nodeJournal({ clock, log, keys, node, folder, origin: originOf(node, mode, config) });
  let receivers: MessageReceivers = {};
  const exchange = openExchange(keys, {
    roles: config.roles,
    receivers: () => receives ?? receivers,
    isPublished: journal.receipts.isPublished,
  });
  const messages = messagesOf(options);
  const modules: readonly Module[] = [accessModule, journal.module, messages.module, exchange.module];
  return {
    journal,
    modules: modules.filter((module) => module.role === undefined || config.roles.includes(module.role)),
    settle: (parts) => {
      receivers = Object.assign({}, ...parts.map((part) => part.receives));
    },
  };
}

function messagesOf({ config, mode, keys, clock, providers }: HouseOptions): Messages {
  const { smtpUrl, smsUrl, smsSecret, mailFrom, operator } = config;
  const name = operator === '' ? 'Gatehouse 守门' : operator;
  const folder = dataFolders(config.dataFolder).outgoing;
  const sender = { name, address: mailFrom };
  return openMessages(keys, {
    demonstration: mode === 'demo',
    providers: providers ?? chooseProviders({ smtpUrl, smsUrl, smsSecret, sender, folder, now: clock.now }),
    // Dated as the authorities of the mainland date their letters.
    letters: () => ({ sender: [name], fonts: openDocumentFonts(), timeZone: 'Asia/Shanghai', now: clock.now }),
  });
}

/** Name of the log: the node, and what its entries are worth: a demonstration's, or an embedded database's, says so. */
function originOf(node: string, mode: Mode, config: Config): string {
  const engine = config.databaseUrl === '' ? '/embedded' : '';
  return mode === 'production' ? node : `${node}/${mode}${engine}`;
}
