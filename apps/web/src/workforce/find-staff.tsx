import { employmentEndpoints } from '@gatehouse/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { FindOne } from '../ui/find-one.js';
import type { Column } from '../ui/list-table.js';
import type { StaffLine } from './answers.js';

type FindStaffProps = { readonly unitId: string | undefined; readonly columns: readonly Column<StaffLine>[] };

/** Looks for one person on rosters by their whole document number, or within one unit by part of the name. */
export function FindStaff({ unitId, columns }: FindStaffProps) {
  const { t } = useTranslation('workforce');
  const [text, setText] = useState('');
  const find = useAct(employmentEndpoints.find);
  return (
    <FindOne
      text={text}
      onText={setText}
      words={{
        label: t('find.label'),
        hint: t('find.hint'),
        act: t('find.act'),
        clear: t('find.clear'),
        nothing: t('find.nothing'),
        found: t('find.found'),
      }}
      longest={100}
      columns={columns}
      itemKey={(line) => line.id}
      look={find}
      items={find.data?.items}
      onLook={() => {
        const sought = text.trim();
        if (sought !== '') find.mutate({ body: { text: sought, ...(unitId === undefined ? {} : { unitId }) } });
      }}
      onClear={() => {
        setText('');
        find.reset();
      }}
      more={find.data?.more ? <p>{t('find.more')}</p> : null}
    />
  );
}
