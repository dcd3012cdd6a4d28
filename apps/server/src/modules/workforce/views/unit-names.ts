import type { Words } from '@gatehouse/contract';
import type { Transaction } from '../../../kernel/database/transaction.js';
import type { Organisation, Workplace } from '../doors.js';
import { toldApart } from '../rules/told-apart.js';

/** The name of an organisation in both languages; of one that is gone, a word for it. */
export function organisationName(organisation: Organisation | undefined): Words {
  return organisation === undefined
    ? { en: 'an organisation that was closed', zh: '已注销的单位' }
    : { en: organisation.nameEn, zh: organisation.nameZh };
}

/** What the units of a list are called, each read once: two of one name are told apart. */
export async function unitNames(
  { doors }: Pick<Workplace, 'doors'>,
  transaction: Transaction,
  ids: Iterable<string>,
): Promise<(id: string) => Words> {
  const units = await Promise.all([...new Set(ids)].map((id) => doors.organisation(transaction, id)));
  const names = toldApart(units.flatMap((unit) => unit ?? []));
  return (id) => names.get(id) ?? organisationName(undefined);
}
