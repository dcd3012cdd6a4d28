import type { ExchangeMessage, ExchangeMessageType, Words } from '@gatehouse/contract';
import type { LawPack, LawSettings, WorkingCalendar } from '@gatehouse/law';
import type { ActContext } from '../../kernel/act.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { SealedPerson } from './store/person-sealing.js';

/** An organisation as this module needs to know it. */
export type Organisation = {
  readonly id: string;
  readonly kind: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly divisionCode: string;
  readonly parentId: string | null;
  readonly unitType: string | null;
  /** Which authority of the law pack it is. */
  readonly authority: string | null;
};

/** A message to a person: a template of the module messages, and where to send it. */
export type PersonalMessage = {
  readonly to: { readonly channel: 'sms' | 'email'; readonly contact: string };
  readonly language: 'zh' | 'en';
  readonly template:
    | 'consent-invitation'
    | 'one-time-code'
    | 'consent-reminder'
    | 'answer-told'
    | 'record-told'
    | 'answer-recalled'
    | 'record-recalled'
    | 'objection-answered';
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly about: { readonly kind: 'inquiry'; readonly id: string };
  /** The unit whose outbox shows it. */
  readonly organisationId: string;
  /** Shown in nobody's outbox: it leaves while the answer is known to the person alone, or to nobody. */
  readonly keptFromOutbox: boolean;
};

/** An entry of the journal that a page names: its place in the log, once it has one (`log` is 0 before). */
export type AboutEntry = {
  readonly id: string;
  readonly objectId: string;
  readonly act: string;
  readonly at: Date;
  readonly leafIndex: number | null;
  readonly log: number;
};

/** How long a chain is now and was when the chains were last sealed; and since when they are, undefined before the first time. */
export type OwnChain = {
  readonly entries: number;
  readonly sealed: number;
  readonly since: Date | undefined;
  readonly sealedAt: Date | undefined;
};

/** A settled hire as a roster needs it. */
export type Hired = {
  readonly inquiryId: string;
  readonly person: Omit<SealedPerson, 'postTitle' | 'remarks'>;
  readonly postClass: string;
  readonly postTitle?: string | undefined;
  readonly employmentForm: string;
  readonly supplierCreditCode?: string | undefined;
  readonly fromDate: string;
};

/** A provider of electronic identities (_access_): where to send somebody, and whom it names when they come home. */
export type ElectronicIdentity = {
  readonly name: Words;
  readonly begin: (
    kernel: Kernel,
  ) => Promise<{ readonly address: string; readonly attempt: string } | ElectronicIdentityFailure>;
  readonly take: (
    kernel: Kernel,
    came: { readonly attempt: string; readonly query: string },
  ) => Promise<
    | { readonly name: string; readonly document: { readonly type: string; readonly number: string } }
    | ElectronicIdentityFailure
  >;
};
export type ElectronicIdentityFailure =
  'provider-refused' | 'provider-declined' | 'provider-out-of-reach' | 'provider-took-too-long' | 'not-enough';

/** Somebody at a unit, by an id of whoever asks. */
export type PersonAtUnit = {
  readonly id: string;
  readonly unitId: string;
  readonly documents: readonly { readonly type: string; readonly number: string }[];
};

/** What this module needs of the rest of the house; given by whoever wires the node. */
export type InquiryDoors = {
  readonly law: {
    readonly pack: LawPack;
    readonly hash: string;
    readonly settings: LawSettings;
    readonly calendar: WorkingCalendar;
  };
  /** Whether its loop sends canaries; what proves something else by a clock that jumps may leave them at home. */
  readonly sendsCanaries: boolean;
  /** Without a slash at its end. */
  readonly publicAddress: string;
  readonly inventedNumbers: 'only' | 'either' | 'never';
  readonly organisation: (transaction: Transaction, id: string) => Promise<Organisation | undefined>;
  /** What the organisations of one answer are called, two of one name told apart (_access_). */
  readonly called: (transaction: Transaction, ids: Iterable<string>) => Promise<(id: string) => Words>;
  /** Whether a phone or e-mail belongs to an account of the organisation. */
  readonly belongsToStaff: (transaction: Transaction, organisationId: string, contact: string) => Promise<boolean>;
  /** Erases the messages about inquiries that are erased in the same act. */
  readonly eraseMessages: (kernel: Kernel, context: ActContext, inquiryIds: readonly string[]) => Promise<void>;
  readonly queueMessage: (context: ActContext, message: PersonalMessage) => Promise<void>;
  readonly sendToRegistry: <T extends ExchangeMessageType>(
    context: ActContext,
    type: T,
    bodies: readonly ExchangeMessage<T>[],
  ) => Promise<void>;
  /** Says, in the act's transaction, that what units may see of these inquiries has changed. */
  readonly announce: (context: ActContext, inquiryIds: readonly string[]) => Promise<void>;
  /**
   * Puts a hire on the roster of the unit, in the act that settles it (_workforce_); answers which row stands for them, and whether it is
   * new. Undefined where the unit keeps no roster.
   */
  readonly takeOnHired: (
    kernel: Kernel,
    context: ActContext,
    hired: Hired,
  ) => Promise<{ readonly employmentId: string; readonly isNew: boolean } | undefined>;
  /**
   * The last day of each of these people at their unit, null while they are at work there (_workforce_); whoever was never on its roster is
   * missing. For system viewer `retention`.
   */
  readonly lastDays: (
    kernel: Kernel,
    transaction: Transaction,
    people: readonly PersonAtUnit[],
  ) => Promise<ReadonlyMap<string, string | null>>;
  /** Entries of these acts done to these objects, for a visitor's own page and for nobody else. */
  readonly entriesAbout: (
    transaction: Transaction,
    objectIds: readonly string[],
    acts: readonly string[],
  ) => Promise<AboutEntry[]>;
  /** Looks at a visitor by officers as they may be shown today, and how many looks at anybody are withheld; answered to a visitor alone. */
  readonly looksAboutVisitor: (
    transaction: Transaction,
    subjects: readonly string[],
  ) => Promise<{
    readonly looks: readonly {
      readonly id: string;
      readonly organisationId: string;
      readonly ground: string;
      readonly openedAt: Date;
      readonly withheldUntil: string | null;
    }[];
    readonly withheld: { readonly looks: number; readonly oldestSince: string | null } | undefined;
    /** The acts whose entries stand behind a look. */
    readonly acts: readonly string[];
  }>;
  /** By which anybody proves who they are besides at a desk; undefined where this node has no such provider. */
  readonly electronicIdentity: ElectronicIdentity | undefined;
  /**
   * Entry, inclusion proof and checkpoint as one text, once the entry stands in a signed checkpoint; with the lines of witnesses
   * where that is wished and they have signed.
   */
  readonly receipt: (entryId: string, wish?: 'witnessed') => Promise<string | undefined>;
  /** The proof of an entry as a person keeps it: with what it says where it speaks of nobody else; undefined while it is not in the log. */
  readonly proofFile: (entryId: string, isOpened: boolean) => Promise<string | undefined>;
  /** Asks a node of casework to tell of a look once more. */
  readonly askCaseworkAgain: (context: ActContext, body: ExchangeMessage<'look.again'>, node: string) => Promise<void>;
  /** How many entries the chain of a visitor has, and the last seal of a day; answered to a visitor alone. */
  readonly ownChain: (transaction: Transaction, tokens: readonly Buffer[]) => Promise<OwnChain>;
  /** The file that proves that all entries of a chain are shown; undefined while a signed checkpoint does not cover it. */
  readonly completeness: (tokens: readonly Buffer[]) => Promise<string | undefined>;
  /** Salt and canonical bytes of an entry of this module, for its holder to prove what it says. */
  readonly openedEntry: (
    entryId: string,
  ) => Promise<{ readonly salt: Uint8Array; readonly canonical: Uint8Array } | undefined>;
};

/** The platform on which the actions of this module run. */
export type Platform = { readonly kernel: Kernel; readonly doors: InquiryDoors };

/** The name of an organisation in both languages; of one that is gone, a word for it. */
export function organisationName(organisation: Organisation | undefined): Words {
  return organisation === undefined
    ? { en: 'an organisation that was closed', zh: '已注销的单位' }
    : { en: organisation.nameEn, zh: organisation.nameZh };
}

/** The platform with organisations read once, for the length of one transaction. */
export function remembering({ kernel, doors }: Platform): Platform {
  const known = new Map<string, Promise<Organisation | undefined>>();
  const organisation: InquiryDoors['organisation'] = (transaction, id) => {
    const found = known.get(id) ?? doors.organisation(transaction, id);
    known.set(id, found);
    return found;
  };
  return { kernel, doors: { ...doors, organisation } };
}
