import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../ui/day-input.js';
import { Field } from '../ui/field.js';
import { Icon } from '../ui/icon.js';
import { ActChoice } from './act-choice.js';
import styles from './entry-search.module.css';

/** What entries are narrowed by; the times as the endpoint takes them. */
export type EntryCriteria = {
  readonly act?: string;
  readonly actor?: string;
  readonly object?: string;
  readonly from?: string;
  readonly to?: string;
};

const texts = ['actor', 'object'] as const;
const days = ['from', 'to'] as const;
type Typed = Readonly<Partial<Record<'act' | (typeof texts)[number] | (typeof days)[number], string>>>;

type Props = {
  /** What the page was opened with. */
  readonly first: EntryCriteria;
  readonly onSearch: (criteria: EntryCriteria) => void;
};

/** Narrows the log. Every search is itself an entry, so it is sent when asked and not while typing. */
export function EntrySearch({ first, onSearch }: Props) {
  const { t } = useTranslation('journal');
  const [typed, setTyped] = useState<Typed>(first.actor === undefined ? {} : { actor: first.actor });
  return (
    <search>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(criteriaOf(typed));
        }}
      >
        <Field label={t('search.act')} isOptional="unsaid">
          {(wiring) => (
            <ActChoice
              {...wiring}
              value={typed.act || null}
              onChange={(act) => setTyped({ ...typed, act: act ?? '' })}
            />
          )}
        </Field>
        {texts.map((name) => (
          <Field key={name} label={t(`search.${name}`)} isOptional="unsaid">
            {(wiring) => (
              <Input
                {...wiring}
                value={typed[name] ?? ''}
                autoComplete="off"
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {days.map((name) => (
          <Field key={name} label={t(`search.${name}`)} isOptional="unsaid">
            {(wiring) => (
              <DayInput {...wiring} value={typed[name] ?? ''} onChange={(day) => setTyped({ ...typed, [name]: day })} />
            )}
          </Field>
        ))}
        <div className={styles.send}>
          <Button htmlType="submit" icon={<Icon of="search" />}>
            {t('search.send')}
          </Button>
        </div>
      </form>
    </search>
  );
}

/** Days become the first and the last moment of the day where the auditor sits. */
export function criteriaOf(typed: Typed): EntryCriteria {
  const { from, to, ...rest } = typed;
  const words = Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])),
  );
  return {
    ...words,
    ...(from ? { from: new Date(`${from}T00:00:00`).toISOString() } : {}),
    ...(to ? { to: new Date(`${to}T23:59:59.999`).toISOString() } : {}),
  };
}
