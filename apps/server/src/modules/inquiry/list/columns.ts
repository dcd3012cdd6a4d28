import type { LawPack } from '@gatehouse/law';
import type { CellChoice } from '@gatehouse/tabular';
import type { TemplateField } from '../../../kernel/files/table-template.js';
import words from '../words.json' with { type: 'json' };
import columns from './columns.json' with { type: 'json' };

/** A column of a list: what the template shows, and what files may call it (domain specification 15; project format, not official). */
export type ListColumn = TemplateField;

/** The columns, in the order of the template. */
export const listColumns: readonly ListColumn[] = columns;

const personKeys = ['name', 'formerNames', 'documentType', 'documentNumber', 'sex', 'birthDate', 'nationality'];

/** Those that say who somebody is, the same in every file of people. */
export const personColumns: readonly ListColumn[] = listColumns.filter(({ key }) => personKeys.includes(key));

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
export function choicesOf(pack: LawPack): Readonly<Record<string, readonly CellChoice[]>> {
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
