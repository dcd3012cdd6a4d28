import { civilDateAt } from '@gatehouse/law';
import { writeTable } from '@gatehouse/tabular';
import { withTransaction } from '../../../kernel/database/transaction.js';
import type { Viewer } from '../../../kernel/viewer.js';
import type { Platform } from '../doors.js';
import { listColumns } from '../list/columns.js';
import type { DraftFields } from '../rules/draft-check.js';
import { openStates } from '../rules/states.js';
import { applicationStore } from '../store/application-store.js';
import { documentTokens } from '../store/person-sealing.js';
import { uploadList } from './upload-list.js';
import { preparingUnit } from './write-draft.js';

/** How many people are looked for by one statement. */
const together = 1000;

/** A check to be drafted of somebody whom the unit knows already. */
export type KnownDraft = Pick<DraftFields, 'purpose' | 'postClass' | 'employmentForm' | 'startDate' | 'person'>;

/** What became of many: the list with their drafts, and how many were left out since a check of theirs stands open. */
export type DraftedMany = { readonly listId: string | null; readonly people: number; readonly open: number };

/**
 * Drafts checks of many as a list, by the way of every list: kept as a file, read by a job, with deeds for many. Who has an open check for
 * that purpose is left out, and so is a second post of one person.
 */
export async function draftMany(
  platform: Platform,
  viewer: Viewer,
  drafts: readonly KnownDraft[],
): Promise<DraftedMany> {
  const { now, left } = await withoutOpen(platform, viewer, drafts);
  const counted = { people: left.length, open: drafts.length - left.length };
  if (left.length === 0) return { listId: null, ...counted };
  const rows = left.map(({ person, ...draft }, at) => ({
    ...draft,
    number: String(at + 1),
    name: person.name,
    formerNames: person.formerNames.join(';'),
    documentType: person.documents[0]?.type ?? '',
    documentNumber: person.documents.map(({ number }) => number).join(';'),
    sex: person.sex ?? '',
    birthDate: person.birthDate ?? '',
    nationality: person.nationality ?? '',
  }));
  const columns = listColumns.map(({ key, title }) => ({ key, title }));
  const bytes = await writeTable(rows, { format: 'csv', columns, language: 'zh' });
  const name = `${civilDateAt(now)} 在岗名单 roster.csv`;
  const { id } = await uploadList(platform, viewer, true, { bytes, name });
  return { listId: id, ...counted };
}

async function withoutOpen(
  platform: Platform,
  viewer: Viewer,
  drafts: readonly KnownDraft[],
): Promise<{ readonly now: Date; readonly left: readonly KnownDraft[] }> {
  const { kernel } = platform;
  const now = kernel.clock.now();
  return withTransaction(kernel.database, viewer, now, async (transaction) => {
    const unit = await preparingUnit(transaction, platform);
    const asked = drafts.map((draft) => ({ draft, tokens: documentTokens(kernel.keys, draft.person.documents) }));
    const taken = new Set<string>();
    for (let from = 0; from < asked.length; from += together) {
      const searched = asked.slice(from, from + together).flatMap(({ tokens }) => tokens.searched);
      const held = await applicationStore(transaction).openByTokens(unit.id, openStates, searched);
      for (const { token, purpose } of held) taken.add(`${token.toString('hex')} ${purpose}`);
    }
    const left: KnownDraft[] = [];
    for (const { draft, tokens } of asked) {
      const keys = tokens.searched.map((token) => `${token.toString('hex')} ${draft.purpose}`);
      if (keys.some((key) => taken.has(key))) continue;
      for (const key of keys) taken.add(key);
      left.push(draft);
    }
    return { now, left };
  });
}
