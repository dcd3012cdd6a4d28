import type { Words } from '@gatehouse/contract';
import type { Organisation } from '../doors.js';

/** The name of an organisation in both languages; of one that is gone, a word for it. */
export function organisationName(organisation: Organisation | undefined): Words {
  return organisation === undefined
    ? { en: 'an organisation that was closed', zh: '已注销的单位' }
    : { en: organisation.nameEn, zh: organisation.nameZh };
}
