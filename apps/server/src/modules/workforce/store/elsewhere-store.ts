import { sql as rawSql } from 'kysely';
import type { Transaction } from '../../../kernel/database/transaction.js';

/** A told record of somebody who serves; nothing of the person. */
export type ServingRecordRow = {
  readonly inquiryId: string;
  readonly unitId: string;
  readonly postClass: string;
  readonly toldAt: Date;
};

/** A place at which the person of a told record works or worked. */
export type PlaceRow = {
  readonly unitId: string;
  readonly divisionCode: string;
  readonly reviewerId: string | null;
  readonly superiorId: string | null;
  readonly postClass: string;
  readonly employmentForm: string;
  readonly fromDate: string;
  readonly untilDate: string | null;
  readonly ofRecord: boolean;
};

/** What procurators may know of rosters. @param division how the codes of their district begin */
export function elsewhereStore({ sql }: Transaction, division: string) {
  return {
    /** The newest first, beyond the one named. */
    servingRecords: async (
      limit: number,
      after: Pick<ServingRecordRow, 'inquiryId' | 'toldAt'> | undefined,
    ): Promise<readonly ServingRecordRow[]> => {
      const found = await rawSql<ServingRecordRow>`
        select inquiry_id, unit_id, post_class, told_at from workforce.serving_records(${division})
         where ${after === undefined} or (told_at, inquiry_id) < (${after?.toldAt ?? null}::timestamptz, ${after?.inquiryId ?? null}::uuid)
         order by told_at desc, inquiry_id desc limit ${limit}`.execute(sql);
      return found.rows;
    },
    places: async (inquiryId: string): Promise<readonly PlaceRow[]> => {
      const found = await rawSql<PlaceRow>`
        select unit_id, division_code, reviewer_id, superior_id, post_class, employment_form,
               to_char(from_date, 'YYYY-MM-DD') as from_date, to_char(until_date, 'YYYY-MM-DD') as until_date, of_record
          from workforce.where_else(${inquiryId}::uuid, ${division})`.execute(sql);
      return found.rows;
    },
  };
}
