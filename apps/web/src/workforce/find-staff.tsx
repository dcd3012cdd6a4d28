import { employmentEndpoints } from '@gatehouse/contract';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import styles from '../inquiry/find-by-number.module.css';
import { problemOf } from '../ui/failure.js';
import { Icon } from '../ui/icon.js';
import { type Column, ListTable } from '../ui/list-table.js';
import { ErrorState } from '../ui/states.js';
import type { StaffLine } from './answers.js';

type FindStaffProps = { readonly unitId: string | undefined; readonly columns: readonly Column<StaffLine>[] };

/** Looks for one person when told to: every look stands in the journal, and what is sought stands in no address. */
export function FindStaff({ unitId, columns }: FindStaffProps) {
  const { t } = useTranslation('workforce');
  const id = useId();
  const [text, setText] = useState('');
  const find = useAct(employmentEndpoints.find);
  const found = find.data?.items;
  const clear = (): void => {
    setText('');
    find.reset();
  };
  return (
    <search className={styles.find}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          const sought = text.trim();
          if (sought !== '') find.mutate({ body: { text: sought, ...(unitId === undefined ? {} : { unitId }) } });
        }}
      >
        <label htmlFor={id} className={styles.label}>
          {t('find.label')}
        </label>
        <Input
          id={id}
          value={text}
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setText(event.target.value)}
        />
        <Button htmlType="submit" icon={<Icon of="search" />} loading={find.isPending}>
          {t('find.act')}
        </Button>
        {find.isIdle ? null : (
          <Button type="text" onClick={clear}>
            {t('find.clear')}
          </Button>
        )}
        <p id={`${id}-hint`} className={styles.hint}>
          {t('find.hint')}
        </p>
      </form>
      <div aria-live="polite">
        {find.error ? <ErrorState problem={problemOf(find.error)} /> : null}
        {found?.length === 0 ? <p>{t('find.nothing')}</p> : null}
        {found && found.length > 0 ? (
          <ListTable label={t('find.found')} columns={columns} items={found} itemKey={(line) => line.id} />
        ) : null}
        {find.data?.more ? <p>{t('find.more')}</p> : null}
      </div>
    </search>
  );
}
