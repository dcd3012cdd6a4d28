import { InquiryDraft, rolesWith, type Words } from '@gatehouse/contract';
import { civilDateAt } from '@gatehouse/law';
import type { WitnessPolicy } from '@gatehouse/merkle';
import type { Config, Mode } from './config.js';
import type { Clock } from './kernel/clock.js';
import { dataFolders } from './kernel/data-folder.js';
import type { Transaction } from './kernel/database/transaction.js';
import { openDocumentFonts } from './kernel/documents/fonts.js';
import type { KeyRing } from './kernel/keys/index.js';
import type { Log } from './kernel/log.js';
import type { KeptKind, MessageReceivers, Module, ModuleParts } from './kernel/module.js';
import {
  accessModule,
  administeredOf,
  authoritiesOf,
  type EmergencyDoors,
  isStaffPhone,
  kindsOfAccounts,
  looksAboutVisitor,
  openPersonProvider,
  organisationById,
  organisationsByCode,
  organisationsCalled,
  procuratoratesOf,
  supplierOf,
  suppliers,
  type PersonProviderSetting,
  type ProviderSetting,
  unitsAfter,
  closedUnitsBelow,
  unitsBelow,
  useEmergencyLook,
} from './modules/access/index.js';
import { type Exchange, openExchange } from './modules/exchange/index.js';
import {
  checkEnteredDocument,
  checkEnteredPerson,
  checksOf,
  choicesOf,
  createDraft,
  draftMany,
  findAuthority,
  findServing,
  type InquiryDoors,
  inquiryModule,
  stillTold,
  whomChecksAreAbout,
} from './modules/inquiry/index.js';
import { entriesAbout, looksOfAccounts, type NodeJournal, nodeJournal, ownChain } from './modules/journal/index.js';
import { operationsModule } from './modules/operations/index.js';
import { type NumberPolicy, registryModule } from './modules/registry/index.js';
import { retentionModule } from './modules/retention/index.js';
import { orderTokens, supervisionModule } from './modules/supervision/index.js';
import {
  lastDays,
  monitoringOf,
  takeOnHired,
  workforceModule,
  type WorkforceDoors,
} from './modules/workforce/index.js';
import { keyModuleOf, renewableKeyFolder } from './node-keys.js';
import type { NodeLaw } from './node-law.js';
import {
  chooseProviders,
  type DeliveryProviders,
  eraseMessagesAbout,
  type Messages,
  openMessages,
} from './modules/messages/index.js';

/** What the modules are made from. */
export type HouseOptions = {
  readonly config: Config;
  readonly mode: Mode;
  /** Name of the node. */
  readonly node: string;
  /** When its data folder was made. */
  readonly createdAt: string;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Log;
  readonly law: NodeLaw;
  /** Who witnesses the log. */
  readonly witnesses: WitnessPolicy | undefined;
  /** The identity provider by which people sign in. */
  readonly provider: ProviderSetting | undefined;
  /** The provider by which anybody proves who they are. */
  readonly personProvider: PersonProviderSetting | undefined;
  /** Modules beside those of the house, or in the place of the one that has the same name. */
  readonly modules: readonly Module[];
  /** Takes messages of the exchange in the modules' place; for tests. */
  readonly receives?: MessageReceivers | undefined;
  /** Lets messages to people leave in the configured ways' place; for tests. */
  readonly providers?: DeliveryProviders | undefined;
  /** Whether roles that reach personal data ask for a second factor; undefined: everywhere but in a demonstration. */
  readonly isFactorForced?: boolean | undefined;
  /** Whether canaries are sent by themselves; for tests. */
  readonly sendsCanaries?: boolean | undefined;
  /** Draws the blind share in chance's place; for tests. */
  readonly draw?: (() => number) | undefined;
};

/** Schemas of the house, whose tables a backup holds. */
export const houseSchemas = [
  'kernel',
  'access',
  'journal',
  'messages',
  'exchange',
  'registry',
  'inquiry',
  'workforce',
  'supervision',
  'retention',
];

/** The modules of a node, in the order in which their schemas are made. */
export type House = {
  readonly modules: readonly Module[];
  readonly journal: NodeJournal;
  /** Tells the exchange who takes its messages, once all parts stand. */
  readonly settle: (parts: readonly ModuleParts[]) => void;
};

/** Wires the modules together: whoever needs another's door gets it here as a parameter. */
export function houseOf(options: HouseOptions): House {
  const { config, mode, node, keys, law, receives, modules: further } = options;
  const journal = journalOf(options);
  let receivers: MessageReceivers = {};
  let kinds: readonly KeptKind[] = [];
  const exchange = openExchange(keys, {
    roles: config.roles,
    receivers: () => receives ?? receivers,
    published: journal.receipts.published,
    keptDays: law.pack.resending.keptDays,
  });
  const messages = messagesOf(options);
  const registry = registryModule({
    law,
    numbers: numbersOf(mode),
    sendMessages: exchange.sendMessages,
    ...(options.draw === undefined ? {} : { draw: options.draw }),
  });
  const inquiryDoors = inquiryDoorsOf(options, { journal, messages, exchange });
  const inquiry = inquiryModule(inquiryDoors);
  const operations = operationsModule({
    node,
    mode,
    createdAt: options.createdAt,
    dataFolder: config.dataFolder,
    schemas: houseSchemas,
    witnessed: journal.witnessed,
    keyFolder: renewableKeyFolder(config),
    keyModule: keyModuleOf(config),
    publicAddress: publicAddressOf(config),
  });
  const house: Module[] = [
    accessModule({
      law: law.pack,
      publicAddress: publicAddressOf(config),
      provider: options.provider,
      looksOfAccounts,
      isFactorForced: options.isFactorForced ?? mode !== 'demo',
      queueMessage: messages.queueMessage,
      emergency: emergencyDoorsOf(options, { journal, messages, exchange }),
    }),
    journal.module,
    messages.module,
    exchange.module,
    registry,
    inquiry,
    workforceModule(workforceDoorsOf(options, inquiryDoors, exchange)),
    supervisionOf(options, exchange),
    retentionOf(options, () => kinds),
    operations,
  ];
  const modules = [...house.filter(({ name }) => !further.some((other) => other.name === name)), ...further];
  return {
    journal,
    modules: modules.filter((module) => module.role === undefined || config.roles.includes(module.role)),
    settle: (parts) => {
      receivers = Object.assign({}, ...parts.map((part) => part.receives));
      kinds = parts.flatMap((part) => part.keeps ?? []);
    },
  };
}

/** What the modules of a node stand beside. */
type Beside = { readonly journal: NodeJournal; readonly messages: Messages; readonly exchange: Exchange };

function journalOf({ config, mode, node, keys, clock, log, law, witnesses }: HouseOptions): NodeJournal {
  return nodeJournal({
    ...{ clock, log, keys, node, witnesses },
    folder: dataFolders(config.dataFolder).log,
    origin: originOf(node, mode, config),
    watch: {
      administered: administeredOf,
      kindsOf: kindsOfAccounts,
      lookReviews: law.pack.lookReviews,
      useFigures: law.pack.useFigures,
    },
  });
}

function inquiryDoorsOf(options: HouseOptions, { journal, messages, exchange }: Beside): InquiryDoors {
  const { config, mode, keys, law } = options;
  const doors: InquiryDoors = {
    law,
    sendsCanaries: options.sendsCanaries ?? true,
    publicAddress: publicAddressOf(config),
    inventedNumbers: inventedNumbersOf(mode),
    organisation: organisationById,
    called: organisationsCalled,
    belongsToStaff: (transaction, organisationId, contact) =>
      isStaffPhone({ keys }, transaction, organisationId, contact),
    queueMessage: async (context, { to, ...message }) => {
      const kind = to.channel === 'sms' ? 'phone' : 'email';
      await messages.queueMessage(context, { ...message, to: { kind, address: to.contact } });
    },
    eraseMessages: eraseMessagesAbout,
    sendToRegistry: (context, type, bodies) =>
      exchange.sendMessages(
        context,
        'registry',
        type,
        bodies.map((body) => ({ body })),
      ),
    announce: (context, inquiryIds) => context.enqueue('workforce.note-checks', { inquiryIds }),
    takeOnHired: (kernel, context, { person, ...hired }) =>
      takeOnHired({ kernel, doors: workforceDoorsOf(options, doors, exchange) }, context, {
        ...hired,
        person: { ...person, formerNames: [...person.formerNames] },
      }),
    lastDays,
    entriesAbout,
    looksAboutVisitor,
    electronicIdentity: options.personProvider && openPersonProvider(options.personProvider, options.log),
    receipt: journal.receipts.receiptFor,
    openedEntry: journal.receipts.openedEntry,
    proofFile: journal.receipts.proofFile,
    askCaseworkAgain: (context, body, peer) =>
      exchange.sendMessages(context, 'casework', 'look.again', [{ body, peer }]),
    ownChain,
    completeness: journal.completeness,
  };
  return doors;
}

function retentionOf({ law, mode }: HouseOptions, kinds: () => readonly KeptKind[]): Module {
  return retentionModule({
    law,
    kinds,
    documentTypes: documentTypesIn(law),
    checkDocument: (document, now) =>
      checkEnteredDocument(document, { inventedNumbers: inventedNumbersOf(mode) }, civilDateAt(now)),
  });
}

function workforceDoorsOf(
  { config, law, mode, keys }: HouseOptions,
  inquiryDoors: InquiryDoors,
  { sendMessages }: Exchange,
): WorkforceDoors {
  const { pack } = law;
  const known = new WeakMap<Transaction, Map<string, ReturnType<typeof organisationById>>>();
  // Of many units below one authority the organisations above them are the same.
  const organisationAbove: typeof organisationById = (transaction, id) => {
    const read = known.get(transaction) ?? new Map<string, ReturnType<typeof organisationById>>();
    known.set(transaction, read);
    const found = read.get(id) ?? organisationById(transaction, id);
    read.set(id, found);
    return found;
  };
  return {
    law,
    publicAddress: publicAddressOf(config),
    organisation: organisationById,
    called: organisationsCalled,
    organisationsByCode,
    unitsBelow,
    closedUnitsBelow,
    unitsAfter,
    suppliers,
    supplierOf,
    authoritiesThatMay: (transaction, permission) =>
      authoritiesOf(transaction, [...new Set(pack.unitTypes.map(({ authority }) => authority))], rolesWith(permission)),
    checksOf: (transaction, asked) => checksOf({ keys }, transaction, asked),
    draftCheck: async (kernel, viewer, { person, ...draft }) => {
      const entered = InquiryDraft.parse({ ...draft, person });
      const { id } = await createDraft({ kernel, doors: inquiryDoors }, viewer, entered);
      return { inquiryId: id };
    },
    draftChecks: (kernel, viewer, drafts) => draftMany({ kernel, doors: inquiryDoors }, viewer, drafts),
    whomChecksAreAbout: (transaction, inquiryIds) => whomChecksAreAbout({ keys }, transaction, inquiryIds),
    authorityOf: (transaction, unit) => {
      const reviewedBy = pack.unitTypes.find(({ id }) => id === unit.unitType)?.authority ?? '';
      return findAuthority({ organisation: organisationAbove }, transaction, unit, reviewedBy, 'own');
    },
    checkPerson: (person, now) => checkEnteredPerson(person, { pack, now, inventedNumbers: inventedNumbersOf(mode) }),
    monitoring: (transaction, employmentIds) => monitoringOf(pack, transaction, employmentIds),
    sendToRegistry: inquiryDoors.sendToRegistry,
    sendToCasework: (context, type, messages) => sendMessages(context, 'casework', type, messages),
    stillTold,
    findServing: (kernel, context, found) => findServing({ kernel, doors: inquiryDoors }, context, found),
  };
}

/** In a demonstration invented people elsewhere are paged where nobody was named. */
const inventedPages = ['13900000071', '13900000072'];

function emergencyDoorsOf(
  { config, mode, keys, law }: HouseOptions,
  { journal: { receipts }, messages, exchange }: Beside,
): EmergencyDoors {
  const named = config.emergencyPages;
  return {
    times: law.pack.emergencyLooks,
    withheld: law.pack.withheldLooks,
    receipt: receipts.receiptFor,
    pages: named.length === 0 && mode === 'demo' ? inventedPages : named,
    tokens: config.roles.includes('casework') ? { prohibitions: (document) => orderTokens(keys, [document]) } : {},
    queuePage: messages.queueMessage,
    ownPageElsewhere:
      config.roles.includes('casework') && !config.roles.includes('platform')
        ? {
            entriesAbout,
            proofFile: receipts.proofFile,
            sendToPlatform: (context, type, bodies) => exchange.sendMessages(context, 'platform', type, bodies),
          }
        : undefined,
  };
}

function supervisionOf({ law, mode }: HouseOptions, { sendMessages }: Exchange): Module {
  return supervisionModule({
    law,
    organisation: organisationById,
    procuratorates: (transaction) => procuratoratesOf(transaction, rolesWith('supervision:read')),
    useEmergencyLook,
    checkPerson: (person, now) =>
      checkEnteredPerson(person, { pack: law.pack, now, inventedNumbers: inventedNumbersOf(mode) }),
    documentTypes: documentTypesIn(law),
    sendToPlatform: (context, type, messages) => sendMessages(context, 'platform', type, messages),
  });
}

/** Kinds of documents, as the law pack lets them be entered. */
function documentTypesIn({ pack }: NodeLaw): { readonly id: string; readonly title: Words }[] {
  return (choicesOf(pack).documentTypes ?? []).map(({ id, title }) => ({ id, title }));
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

/** A demonstration takes invented numbers and nothing else, production refuses them, an office may try things out. */
function numbersOf(mode: Mode): NumberPolicy {
  if (mode === 'demo') return 'invented-only';
  return mode === 'production' ? 'issued-only' : 'any';
}

function inventedNumbersOf(mode: Mode): 'only' | 'either' | 'never' {
  if (mode === 'demo') return 'only';
  return mode === 'production' ? 'never' : 'either';
}

/** Where people reach this node, without a slash at the end. */
export function publicAddressOf({ publicAddress, host, port }: Config): string {
  return publicAddress === '' ? `http://${host}:${port}` : publicAddress;
}

/** Name of the log: the node, and what its entries are worth: a demonstration's, or an embedded database's, says so. */
export function originOf(node: string, mode: Mode, config: Config): string {
  const engine = config.databaseUrl === '' ? '/embedded' : '';
  return mode === 'production' ? node : `${node}/${mode}${engine}`;
}
