import type { InquiryState } from '@gatehouse/contract';
import type { Selectable } from 'kysely';
import type { InquiryApplicationTable } from '../../kernel/database/tables.generated.js';

/** An inquiry as its row stands. */
export type Application = Omit<Selectable<InquiryApplicationTable>, 'state' | 'standing' | 'permission'> & {
  readonly state: InquiryState;
  readonly standing: 'candidate' | 'serving';
  readonly permission: 'consent' | 'notice';
};
