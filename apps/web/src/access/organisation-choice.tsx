import { organisationEndpoints } from '@gatehouse/contract';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import type { Wiring } from '../ui/field.js';
import { useSettled } from '../ui/use-settled.js';
import { useWords } from '../ui/words.js';

type OrganisationChoiceProps = {
  readonly wiring: Wiring;
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
};

/** Chooses an organisation by a part of its name. */
export function OrganisationChoice({ wiring, value, onChange }: OrganisationChoiceProps) {
  const { t } = useTranslation('access');
  const words = useWords();
  const [name, setName] = useState('');
  const settled = useSettled(name, 300);
  const found = useEndpoint(organisationEndpoints.list, { query: settled ? { name: settled } : { limit: 50 } });
  return (
    <Select
      {...wiring}
      showSearch={{ filterOption: false, onSearch: setName }}
      placeholder={t('organisations.choose')}
      {...(value === undefined ? {} : { value })}
      loading={found.isPending}
      onChange={onChange}
      notFoundContent={t('organisations.noneFound')}
      options={(found.data?.items ?? []).map(({ id, called }) => ({
        value: id,
        label: words(called),
      }))}
    />
  );
}
