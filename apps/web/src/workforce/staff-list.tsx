import { employmentEndpoints } from '@gatehouse/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { useChoices } from '../inquiry/choices.js';
import { useInquiryOptions } from '../inquiry/use-inquiry-options.js';
import { CursorList, type ListRequest } from '../ui/cursor-list.js';
import { Stack } from '../ui/stack.js';
import { FindStaff } from './find-staff.js';
import { useStaffColumns } from './staff-columns.js';

/** Staff of one unit, or of the own: found by number or name, narrowed by post class and form. */
export function StaffList({ unitId, empty }: { unitId?: string; empty: ReactNode }) {
  const { t } = useTranslation('workforce');
  const choices = useChoices();
  const options = useInquiryOptions();
  const columns = useStaffColumns();
  return (
    <Stack>
      <FindStaff unitId={unitId} columns={columns} />
      <CursorList
        name={unitId === undefined ? 'staff' : `staff-of-${unitId}`}
        label={t('staff.title')}
        columns={columns}
        itemKey={(line) => line.id}
        load={(request) => loadStaff(request, unitId)}
        filters={[
          { name: 'postClass', label: t('column.post'), choices: choices(options?.postClasses ?? []) },
          { name: 'form', label: t('column.form'), choices: choices(options?.employmentForms ?? []) },
          { name: 'ended', label: t('staff.ended'), choices: [{ value: 'true', label: t('staff.endedYes') }] },
        ]}
        empty={empty}
      />
    </Stack>
  );
}

function loadStaff({ filters, cursor, signal }: ListRequest, unitId: string | undefined) {
  const query = {
    cursor,
    unitId,
    postClass: filters.postClass,
    employmentForm: filters.form,
    ended: filters.ended === 'true' ? ('true' as const) : ('false' as const),
  };
  return call(employmentEndpoints.list, { query }, { signal });
}
