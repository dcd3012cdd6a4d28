import { employmentEndpoints, workforceExportEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, download } from '../app/api.js';
import { useChoices } from '../inquiry/choices.js';
import { useInquiryOptions } from '../inquiry/use-inquiry-options.js';
import { CursorList, type ListRequest } from '../ui/cursor-list.js';
import { Stack } from '../ui/stack.js';
import { EmptyState } from '../ui/states.js';
import { ExportControl } from './export-control.js';
import { FindStaff } from './find-staff.js';
import { useStaffColumns } from './staff-columns.js';

/** Staff of one unit, or of the own: found by number or name, narrowed by post class and form; or those who have left. */
export function StaffList({ unitId, empty }: { unitId?: string; empty: ReactNode }) {
  const { t } = useTranslation('workforce');
  const choices = useChoices();
  const options = useInquiryOptions();
  const columns = useStaffColumns();
  const [isLeft, setIsLeft] = useState(false);
  return (
    <Stack>
      <FindStaff unitId={unitId} columns={columns} />
      <CursorList
        key={String(isLeft)}
        name={`${unitId === undefined ? 'staff' : `staff-of-${unitId}`}${isLeft ? '-left' : ''}`}
        label={t('staff.title')}
        columns={columns}
        itemKey={(line) => line.id}
        load={(request) => loadStaff(request, unitId, isLeft)}
        filters={[
          { name: 'postClass', label: t('column.post'), choices: choices(options?.postClasses ?? []) },
          { name: 'form', label: t('column.form'), choices: choices(options?.employmentForms ?? []) },
        ]}
        tools={({ postClass, form }) => (
          <>
            <Button onClick={() => setIsLeft(!isLeft)}>{isLeft ? t('staff.showPresent') : t('staff.showLeft')}</Button>
            <ExportControl
              leave={(asked) =>
                download(workforceExportEndpoints.staff, {
                  body: { ...asked, unitId, postClass, employmentForm: form, ended: isLeft ? 'true' : 'false' },
                })
              }
            />
          </>
        )}
        empty={isLeft ? <EmptyState title={t('staff.emptyLeft')} next={t('staff.emptyLeftNext')} /> : empty}
      />
    </Stack>
  );
}

function loadStaff({ filters, cursor, signal }: ListRequest, unitId: string | undefined, isLeft: boolean) {
  const query = {
    cursor,
    unitId,
    postClass: filters.postClass,
    employmentForm: filters.form,
    ended: isLeft ? ('true' as const) : ('false' as const),
  };
  return call(employmentEndpoints.list, { query }, { signal });
}
