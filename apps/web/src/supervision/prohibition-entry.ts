import type { ProhibitionEntry } from '@gatehouse/contract';
import { type PersonEntry, personEntryOf, personOf } from '../inquiry/draft-entry.js';

/** An order as it stands in the form: texts, empty until something is entered. */
export type OrderEntry = PersonEntry & {
  readonly regime: string;
  readonly orderedBy: string;
  readonly caseNumber: string;
  readonly offence: string;
  readonly department: string;
  readonly effectiveOn: string;
  readonly sentence: string;
  readonly sentenceEndsOn: string;
  readonly paroledOn: string;
  readonly deedOn: string;
  readonly sentenceMonths: string;
  readonly years: string;
  readonly postClasses: readonly string[];
  readonly exposesChild: boolean;
};

/** An empty form. */
export const emptyOrderEntry: OrderEntry = {
  ...personEntryOf({ name: '', formerNames: [], documents: [] }),
  ...{ regime: '', orderedBy: '', caseNumber: '', offence: '', department: '' },
  ...{ effectiveOn: '', sentence: '', sentenceEndsOn: '', paroledOn: '', years: '', deedOn: '', sentenceMonths: '' },
  postClasses: [],
  exposesChild: false,
};

/** The form of an order that was entered before. */
export function orderEntryOf({ person, ...order }: ProhibitionEntry): OrderEntry {
  return {
    ...personEntryOf(person),
    ...order,
    sentenceEndsOn: order.sentenceEndsOn ?? '',
    paroledOn: order.paroledOn ?? '',
    deedOn: order.deedOn ?? '',
    sentenceMonths: order.sentenceMonths === undefined ? '' : String(order.sentenceMonths),
    years: order.years === undefined ? '' : String(order.years),
    postClasses: order.postClasses ?? [],
  };
}

/** What the form says. */
export function prohibitionOf(entry: OrderEntry): ProhibitionEntry {
  const { regime, orderedBy, caseNumber, offence, department, effectiveOn, exposesChild } = entry;
  return {
    person: personOf(entry),
    ...{ regime, orderedBy, caseNumber, offence, department, effectiveOn, exposesChild },
    sentence: entry.sentence as ProhibitionEntry['sentence'],
    ...(entry.sentenceEndsOn === '' ? {} : { sentenceEndsOn: entry.sentenceEndsOn }),
    ...(entry.paroledOn === '' ? {} : { paroledOn: entry.paroledOn }),
    ...(entry.deedOn === '' ? {} : { deedOn: entry.deedOn }),
    ...(entry.sentenceMonths.trim() === '' ? {} : { sentenceMonths: Number(entry.sentenceMonths) }),
    ...(entry.years.trim() === '' ? {} : { years: Number(entry.years) }),
    ...(entry.postClasses.length === 0 ? {} : { postClasses: [...entry.postClasses] }),
  };
}
