import { createHash } from 'node:crypto';
import type { ConsentPage, Words } from '@gatehouse/contract';
import { consentText, dayInWords, type LawPack } from '@gatehouse/law';
import type { Transaction } from '../../../kernel/database/transaction.js';
import { organisationName, type Platform } from '../doors.js';
import type { Application } from '../store/application-store.js';

/** The text a person reads, with the hash by which the answer names it. */
export type ReadText = { readonly version: string; readonly hash: string; readonly parts: ConsentPage['parts'] };

/** What a title of the pack is called; its id where the pack no longer has it. */
export function titleIn(rows: readonly { id: string; title: Words }[], id: string): Words {
  return rows.find((row) => row.id === id)?.title ?? { en: id, zh: id };
}

/** The consent text of the pack for one inquiry, in plain words. */
export async function consentWords(platform: Platform, transaction: Transaction, row: Application): Promise<ReadText> {
  const { law } = platform.doors;
  const unit = organisationName(await platform.doors.organisation(transaction, row.unitId));
  const authority = await authorityName(platform, transaction, row);
  const joined = (words: readonly Words[]): Words => ({
    en: words.map(({ en }) => en).join(', '),
    zh: words.map(({ zh }) => zh).join('、'),
  });
  const months = law.pack.retention.find(({ id }) => id === 'inquiry_no_record')?.months ?? 0;
  const { version, parts } = consentText(law.pack, row.employmentForm, {
    unit,
    authority,
    contact: authority,
    post: titleIn(law.pack.postClasses, row.postClass),
    startDate: row.startDate === null ? '' : dayInWords(row.startDate),
    sources: joined(law.pack.querySources.map(({ title }) => title)),
    months: String(months),
    legalBasis: joined(row.legalBases.map((id) => titleIn(law.pack.legalBases, id))),
  });
  return { version, parts, hash: hashOf({ version, parts }) };
}

/** The authority that reviews: before the submission the one above the unit. */
export async function authorityName(platform: Platform, transaction: Transaction, row: Application): Promise<Words> {
  const { organisation } = platform.doors;
  const id = row.reviewerId ?? (await organisation(transaction, row.unitId))?.parentId;
  return organisationName(id ? await organisation(transaction, id) : undefined);
}

/** The notice that serving staff are given, by version and hash. */
export function servedText(pack: LawPack): { version: string; hash: string } {
  const notice = pack.notices.find(({ id }) => id === 'serving_check');
  return { version: pack.version, hash: hashOf(notice ?? {}) };
}

function hashOf(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
