import { inquiryEndpoints } from '@gatehouse/contract';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { plainDocumentNumber } from '../ui/document-number.js';
import { problemOf } from '../ui/failure.js';
import { Icon } from '../ui/icon.js';
import { type Column, ListTable } from '../ui/list-table.js';
import { ErrorState } from '../ui/states.js';
import styles from './find-by-number.module.css';
import type { InquiryLine } from './answers.js';

const fewestCharacters = 4;

/**
 * Looks for the checks of one person by their whole document number. It asks only when told to, because every look stands in
 * the journal, and sends the number in the body, never in an address.
 */
export function FindByNumber({ columns }: { columns: readonly Column<InquiryLine>[] }) {
  const { t } = useTranslation('inquiry');
  const id = useId();
  const [number, setNumber] = useState('');
  const find = useAct(inquiryEndpoints.find);
  const found = find.data?.items;
  const clear = (): void => {
    setNumber('');
    find.reset();
  };
  return (
    <search className={styles.find}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (number.length >= fewestCharacters) find.mutate({ body: { documentNumber: number } });
        }}
      >
        <label htmlFor={id} className={styles.label}>
          {t('find.label')}
        </label>
        <Input
          id={id}
          className={styles.input ?? ''}
          value={number}
          autoComplete="off"
          spellCheck={false}
          maxLength={64}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setNumber(plainDocumentNumber(event.target.value))}
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
      </div>
    </search>
  );
}
