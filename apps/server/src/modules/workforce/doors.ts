import type { EnteredPerson, ExchangeMessage, ExchangeMessageType, FieldProblem } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import type { ActContext } from '../../kernel/act.js';
import type { Transaction } from '../../kernel/database/transaction.js';
import type { Kernel } from '../../kernel/kernel.js';

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

/** What this module needs of the rest of the house; given by whoever wires the node. */
export type WorkforceDoors = {
  readonly law: { readonly pack: LawPack };
  readonly organisation: (transaction: Transaction, id: string) => Promise<Organisation | undefined>;
  /** Open units anywhere below an organisation. */
  readonly unitsBelow: (transaction: Transaction, id: string) => Promise<readonly Organisation[]>;
  /** Who reviews a unit, found up its chain of organisations. */
  readonly authorityOf: (transaction: Transaction, unit: Organisation) => Promise<UnitAuthority>;
  /** The check of a person that an inquiry makes of its draft. */
  readonly checkPerson: (person: PersonFields, now: Date) => CheckedPerson;
  readonly sendToRegistry: <T extends ExchangeMessageType>(
    context: ActContext,
    type: T,
    bodies: readonly ExchangeMessage<T>[],
  ) => Promise<void>;
  /**
   * Opens an inquiry that is answered already, for the unit at which somebody serves; answers its id, or undefined where the answer is
   * void by now.
   */
  readonly findServing: (kernel: Kernel, context: ActContext, found: FoundServing) => Promise<string | undefined>;
};

/** The platform on which the actions of this module run. */
export type Workplace = { readonly kernel: Kernel; readonly doors: WorkforceDoors };
