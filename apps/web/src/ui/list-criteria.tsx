import { Button, Input, Select } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.js';
import { keepFilters, keptFilters } from './kept-filters.js';
import styles from './list-criteria.module.css';

export type Filter = {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

export type Criteria = { readonly search: string; readonly filters: Readonly<Record<string, string>> };

type ListCriteriaProps = {
  readonly name: string;
  readonly criteria: Criteria;
  readonly onChange: (criteria: Criteria) => void;
  readonly filters: readonly Filter[];
  readonly searchLabel: string | undefined;
  readonly tools: ReactNode;
};

/** What a list is narrowed by. A set of filters may be kept on this device; what is searched for is never kept. */
export function ListCriteria({ name, criteria, onChange, filters, searchLabel, tools }: ListCriteriaProps) {
  const { t } = useTranslation('ui');
  const id = useId();
  const choose = (filter: string, value: string | undefined): void => {
    const rest = Object.entries(criteria.filters).filter(([key]) => key !== filter);
    onChange({ ...criteria, filters: Object.fromEntries(value ? [...rest, [filter, value]] : rest) });
  };
  return (
    <search className={styles.criteria}>
      {searchLabel ? (
        <div className={styles.search}>
          <label htmlFor={`${id}-search`}>{searchLabel}</label>
          <Input
            id={`${id}-search`}
            type="search"
            prefix={<Icon of="search" />}
            value={criteria.search}
            allowClear={false}
            autoComplete="off"
            onChange={(event) => onChange({ ...criteria, search: event.target.value })}
          />
        </div>
      ) : null}
      {filters.map((filter) => (
        <div key={filter.name} className={styles.filter}>
          <label htmlFor={`${id}-${filter.name}`}>{filter.label}</label>
          <Select
            id={`${id}-${filter.name}`}
            value={criteria.filters[filter.name] ?? ''}
            options={[{ value: '', label: t('list.all') }, ...filter.choices]}
            onChange={(value) => choose(filter.name, value === '' ? undefined : value)}
          />
        </div>
      ))}
      {tools ? <div className={styles.tools}>{tools}</div> : null}
      <KeptFilters name={name} filters={filters} criteria={criteria} onChange={onChange} />
    </search>
  );
}

type KeptFiltersProps = Pick<ListCriteriaProps, 'name' | 'filters' | 'criteria' | 'onChange'>;

function KeptFilters({ name, filters, criteria, onChange }: KeptFiltersProps) {
  const { t } = useTranslation('ui');
  const [kept, setKept] = useState(() => keptFilters(name));
  const present = JSON.stringify(criteria.filters);
  const isKept = kept.some((one) => JSON.stringify(one) === present);
  const change = (next: typeof kept): void => {
    keepFilters(name, next);
    setKept(next);
  };
  const title = (chosen: Criteria['filters']): string =>
    filters
      .map((filter) => filter.choices.find(({ value }) => value === chosen[filter.name])?.label)
      .filter((label) => label !== undefined)
      .join(' · ');
  const canKeep = present !== '{}' && !isKept;
  if (kept.length === 0 && !canKeep) return null;
  return (
    <div className={styles.kept}>
      {kept.map((one) => (
        <span key={JSON.stringify(one)} className={styles.one}>
          <Button type="link" onClick={() => onChange({ ...criteria, filters: one })}>
            {title(one)}
          </Button>
          <Button
            type="text"
            icon={<Icon of="close" />}
            aria-label={t('list.forgetFilter', { title: title(one) })}
            onClick={() => change(kept.filter((other) => other !== one))}
          />
        </span>
      ))}
      {canKeep ? (
        <Button type="text" icon={<Icon of="save" />} onClick={() => change([...kept, criteria.filters])}>
          {t('list.keepFilter')}
        </Button>
      ) : null}
    </div>
  );
}
