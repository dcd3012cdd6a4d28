import type { JournalEntrySummary, JournalEntryView } from '@gatehouse/contract';
import type { Caller } from './people.js';

/** What the auditor reads in the entries of an act, newest first: outcome and details. */
export async function detailsOf(auditor: Caller, act: string) {
  const list = (await auditor('GET', `/api/journal/entries?act=${act}`)).json().items as JournalEntrySummary[];
  const read = async ({ id }: JournalEntrySummary) => {
    const { outcome, details } = (await auditor('GET', `/api/journal/entries/${id}`)).json() as JournalEntryView;
    return { outcome, details };
  };
  return Promise.all(list.map(read));
}
