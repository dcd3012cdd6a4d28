import { inquiryEndpoints } from '@gatehouse/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { plainDocumentNumber } from '../ui/document-number.js';
import { FindOne } from '../ui/find-one.js';
import type { Column } from '../ui/list-table.js';
import type { InquiryLine } from './answers.js';

const fewestCharacters = 4;

/** Looks for the checks of one person by their whole document number. */
export function FindByNumber({ columns }: { columns: readonly Column<InquiryLine>[] }) {
  const { t } = useTranslation('inquiry');
  const [number, setNumber] = useState('');
  const find = useAct(inquiryEndpoints.find);
  return (
    <FindOne
      text={number}
      onText={(typed) => setNumber(plainDocumentNumber(typed))}
      words={{
        label: t('find.label'),
        hint: t('find.hint'),
        act: t('find.act'),
        clear: t('find.clear'),
        nothing: t('find.nothing'),
        found: t('find.found'),
      }}
      longest={64}
      isCode
      columns={columns}
      itemKey={(line) => line.id}
      look={find}
      items={find.data?.items}
      onLook={() => {
        if (number.length >= fewestCharacters) find.mutate({ body: { documentNumber: number } });
      }}
      onClear={() => {
        setNumber('');
        find.reset();
      }}
    />
  );
}
