import type { LawPack, LawSettings, ProhibitionFacts, WorkingCalendar } from '@gatehouse/law';

/** The law a rule decides by. */
export type Law = { readonly pack: LawPack; readonly calendar: WorkingCalendar; readonly settings: LawSettings };

/** How far an order has come; what it is called for people also depends on the day (`standingOf`). */
export const orderStates = ['ENTERED', 'RETURNED', 'VERIFIED', 'EXPIRED', 'LIFTED'] as const;
export type OrderState = (typeof orderStates)[number];

/** An order without the person and the case. */
export type Order = ProhibitionFacts & {
  readonly state: OrderState;
  /** Posts it bars; null: all in close contact with minors. */
  readonly postClasses: readonly string[] | null;
  /** The last day that a decision made it, where it was shortened or lifted. */
  readonly endsEarlyOn: string | null;
  readonly exposesChild: boolean;
  readonly enteredAt: Date;
  readonly toldAt: Date | null;
  readonly receivedAt: Date | null;
  readonly servedOn: string | null;
  readonly hasCertificate: boolean;
  readonly change: ChangeKind | null;
  readonly changeProposedAt: Date | null;
};

/** What two procurators may change of an order that holds. */
export const changeKinds = ['lift', 'shorten', 'correct'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** Somebody whom an order bars from a post, on a roster for it. */
export type Placement = {
  readonly id: string;
  readonly postClass: string;
  /** First day in the post by the unit's roster. */
  readonly fromDate: string;
  /** The document and a name of the order agree; otherwise the document alone does. */
  readonly isSure: boolean;
  readonly seenAt: Date;
  readonly endedOn: string | null;
  readonly referredAt: Date | null;
};
