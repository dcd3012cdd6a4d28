import type { Words } from '@gatehouse/contract';
import type { LawPack } from '@gatehouse/law';
import type { ColumnDefinition } from '@gatehouse/tabular';
import words from '../words.json' with { type: 'json' };
import columns from './columns.json' with { type: 'json' };

/** A column of a list: what the template shows, and what files may call it (domain specification 15; project format, not official). */
export type ListColumn = ColumnDefinition & {
  readonly width?: number;
  readonly note?: Words;
  readonly example?: string;
  readonly choices?: string;
};

/** The columns, in the order of the template. */
export const listColumns: readonly ListColumn[] = columns;

/** One value a cell may hold, by whatever name a person writes it. */
export type Choice = { readonly id: string; readonly title: Words; readonly others?: readonly string[] };

/** What people write for a document besides its full title. */
const documentNicknames: Readonly<Record<string, readonly string[]>> = {
  resident_id: ['身份证', '居民身份证', 'ID card', '1'],
  hmt_residence: ['港澳台居住证', '居住证'],
  hm_permit: ['回乡证', '港澳通行证'],
  tw_permit: ['台胞证'],
  foreign_pr: ['永居证', '外国人永久居留证'],
  passport: ['passport'],
};

/** The values of the columns that offer a choice. */
export function choicesOf(pack: LawPack): Readonly<Record<string, readonly Choice[]>> {
  return {
    documentTypes: Object.entries(words.documentTypes).map(([id, title]) => ({
      id,
      title,
      others: documentNicknames[id] ?? [],
    })),
    sexes: [
      { id: 'male', title: { en: 'male', zh: '男' }, others: ['m', '男性'] },
      { id: 'female', title: { en: 'female', zh: '女' }, others: ['f', '女性'] },
    ],
    postClasses: pack.postClasses,
    employmentForms: pack.employmentForms,
    purposes: pack.purposes,
  };
}

/** The id behind what a person wrote; the text itself where none fits, so that the check names it. */
export function choiceNamed(choices: readonly Choice[], text: string): string {
  const written = text.normalize('NFKC').trim().toLowerCase();
  const found = choices.find(({ id, title, others = [] }) =>
    [id, title.en, title.zh, ...others].some((name) => name.normalize('NFKC').toLowerCase() === written),
  );
  return found?.id ?? text.trim().slice(0, 60);
}
