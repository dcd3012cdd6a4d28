import type {
  EnteredPerson,
  ExchangeMessage,
  ExchangeMessageType,
  FieldProblem,
  InquiryDraft,
  Permission,
  Words,
} from '@gatehouse/contract';
import type { ActContext } from '../../kernel/act.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { Kernel } from '../../kernel/kernel.js';
import type { Viewer } from '../../kernel/viewer.js';
import type { CheckFacts, Law, Monitoring } from './rules/facts.js';

/** An organisation as this module needs to know it. */
export type Organisation = {
  readonly id: string;
  readonly kind: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly divisionCode: string;
  readonly parentId: string | null;
  readonly unitType: string | null;
  readonly authority: string | null;
  readonly creditCode: string | null;
  readonly closedAt: Date | null;
};

/** The authority that reviews a unit, and the one above it. */
export type UnitAuthority = { readonly reviewerId: string | null; readonly superiorId: string | null };

/** A person as entered or read from a row: any field may be empty or wrong. */
export type PersonFields = Omit<EnteredPerson, 'documents' | 'sex'> & {
  readonly sex?: string | undefined;
  readonly documents: readonly { readonly type: string; readonly number: string }[];
};

/** What is wrong with a person, and their documents in the one form in which they are compared. */
export type CheckedPerson = {
  readonly problems: readonly FieldProblem[];
  readonly notes: readonly FieldProblem[];
  readonly documents: readonly { readonly type: string; readonly number: string }[];
};

/** Somebody who serves at a unit, and the answer of the registry about them, which nobody asked for. */
export type FoundServing = {
  readonly unitId: string;
  readonly purpose: string;
  readonly postClass: string;
  readonly employmentForm: string;
  readonly startDate: string;
  readonly person: PersonFields & { readonly postTitle?: string };
  readonly answer: Omit<ExchangeMessage<'enrolment.found'>, 'enrolmentId'>;
};

/** Somebody at a unit, as that unit knows them. */
export type WhoAtUnit = {
  readonly key: string;
  readonly unitId: string;
  readonly name: string;
  readonly documents: readonly { readonly type: string; readonly number: string }[];
  /** Checks known to speak about them, also where their documents have changed since. */
  readonly inquiryIds: readonly string[];
};

/** What this module needs of the rest of the house; given by whoever wires the node. */
export type WorkforceDoors = {
  readonly law: Law;
  /** Where people and programs reach this node, without a slash at the end. */
  readonly publicAddress: string;
  readonly organisation: (transaction: Transaction, id: string) => Promise<Organisation | undefined>;
  /** What the organisations of one answer are called, two of one name told apart (_access_); `country`: for what leaves the node. */
  readonly called: (
    transaction: Transaction,
    ids: Iterable<string>,
    sight?: 'own' | 'country',
  ) => Promise<(id: string) => Words>;
  /** Organisations that have one of these social-credit codes, closed ones too, an open one before those closed. */
  readonly organisationsByCode: (
    transaction: Transaction,
    creditCodes: readonly string[],
  ) => Promise<readonly Organisation[]>;
  /** Open units anywhere below an organisation. */
  readonly unitsBelow: (transaction: Transaction, id: string) => Promise<readonly Organisation[]>;
  /** Units below an organisation that were closed. */
  readonly closedUnitsBelow: (transaction: Transaction, id: string) => Promise<readonly Organisation[]>;
  /** Open authorities of units where somebody holds a permission, by division; for system viewer `tips`. */
  readonly authoritiesThatMay: (transaction: Transaction, permission: Permission) => Promise<readonly Organisation[]>;
  /** Open units of the whole country by id, after one. */
  readonly unitsAfter: (
    transaction: Transaction,
    after: string | undefined,
    limit: number,
  ) => Promise<readonly Organisation[]>;
  /** Open suppliers of staff, each known by its social-credit code. */
  readonly suppliers: (transaction: Transaction) => Promise<readonly Organisation[]>;
  /** The open supplier with a social-credit code. */
  readonly supplierOf: (transaction: Transaction, creditCode: string) => Promise<Organisation | undefined>;
  /** The checks that units made of their own people, by the key of each, as the units were told of them (_inquiry_). */
  readonly checksOf: (
    transaction: Transaction,
    asked: readonly WhoAtUnit[],
  ) => Promise<ReadonlyMap<string, readonly CheckFacts[]>>;
  /** Whom checks are about, with the unit that made each (_inquiry_). */
  readonly whomChecksAreAbout: (
    transaction: Transaction,
    inquiryIds: readonly string[],
  ) => Promise<readonly Omit<WhoAtUnit, 'key' | 'inquiryIds'>[]>;
  /** Drafts a check in the name of a viewer, in an act of its own (_inquiry_). */
  readonly draftCheck: (
    kernel: Kernel,
    viewer: Viewer,
    draft: Omit<InquiryDraft, 'person'> & { readonly person: PersonFields },
  ) => Promise<{ readonly inquiryId: string }>;
  /** Drafts checks of many in the name of a viewer, as a list; whoever has an open one is left out (_inquiry_). */
  readonly draftChecks: (
    kernel: Kernel,
    viewer: Viewer,
    drafts: readonly (Pick<InquiryDraft, 'purpose' | 'postClass' | 'employmentForm' | 'startDate'> & {
      readonly person: PersonFields;
    })[],
  ) => Promise<{ readonly listId: string | null; readonly people: number; readonly open: number }>;
  /** Who is watched for what comes on record; absent where a node keeps no such watch. */
  readonly monitoring?: (
    transaction: Transaction,
    employmentIds: readonly string[],
  ) => Promise<ReadonlyMap<string, Monitoring>>;
  /** Who reviews a unit, found up its chain of organisations. */
  readonly authorityOf: (transaction: Transaction, unit: Organisation) => Promise<UnitAuthority>;
  /** The check of a person that an inquiry makes of its draft. */
  readonly checkPerson: (person: PersonFields, now: Date) => CheckedPerson;
  readonly sendToRegistry: <T extends ExchangeMessageType>(
    context: ActContext,
    type: T,
    bodies: readonly ExchangeMessage<T>[],
  ) => Promise<void>;
  /** Tells casework: the node that told of an order, or without `peer` the one there is; absent where none can tell. */
  readonly sendToCasework?: <T extends ExchangeMessageType>(
    context: ActContext,
    type: T,
    messages: readonly { readonly body: ExchangeMessage<T>; readonly peer?: string }[],
  ) => Promise<void>;
  /** Which of these inquiries were told and are not void since (_inquiry_); for a procurator. */
  readonly stillTold: (transaction: Transaction, inquiryIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /**
   * Opens an inquiry that is answered already, for the unit at which somebody serves; answers its id, or undefined where the answer is
   * void by now.
   */
  readonly findServing: (kernel: Kernel, context: ActContext, found: FoundServing) => Promise<string | undefined>;
};

/** The platform on which the actions of this module run. */
export type Workplace = { readonly kernel: Kernel; readonly doors: WorkforceDoors };
