import type { Words } from '@gatehouse/contract';
import type { Organisation } from '../doors.js';

/** What stands where no authority was found that answers for a unit. */
export const nobody: Words = { en: 'no authority was found', zh: '未找到主管部门' };

/** The name of an organisation in both languages; of one that is gone, a word for it. */
export function organisationName(organisation: Organisation | undefined): Words {
  return organisation === undefined
    ? { en: 'an organisation that was closed', zh: '已注销的单位' }
    : { en: organisation.nameEn, zh: organisation.nameZh };
}
