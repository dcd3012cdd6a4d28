import { batchEndpoints, inquiryEndpoints } from '@gatehouse/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readOf, useAct } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { Form } from '../ui/form.js';
import { Icon } from '../ui/icon.js';
import { Line } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import type { ListRow } from './answers.js';
import { type DraftEntry, draftOf, entryOf } from './draft-entry.js';
import { FieldProblems } from './field-problems.js';
import styles from './list-rows.module.css';
import { RowFields } from './row-fields.js';
import { useInquiryOptions } from './use-inquiry-options.js';

type RowWithProblemsProps = {
  readonly row: ListRow;
  readonly listId: string;
  readonly onSetAside?: (row: ListRow) => void;
};

/** One row that does not fit: what is wrong, by column and in words, and the fields to mend it in. */
export function RowWithProblems({ row, listId, onSetAside }: RowWithProblemsProps) {
  const { t } = useTranslation('inquiry');
  const [isOpen, setIsOpen] = useState(false);
  const number = row.rowNumber ?? 0;
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.number}>{t('row.number', { row: number })}</span>
        <strong>{row.name === '' ? t('row.noName') : row.name}</strong>
      </div>
      <FieldProblems problems={row.fields} />
      {isOpen ? (
        <Mending row={row} listId={listId} onDone={() => setIsOpen(false)} />
      ) : (
        <Line>
          <Button
            icon={<Icon of="mend" />}
            aria-label={t('row.mendRow', { row: number })}
            onClick={() => setIsOpen(true)}
          >
            {t('row.mend')}
          </Button>
          {onSetAside ? (
            <Button
              type="text"
              icon={<Icon of="pause" />}
              aria-label={t('row.setAsideRow', { row: number })}
              onClick={() => onSetAside(row)}
            >
              {t('row.setAside')}
            </Button>
          ) : null}
        </Line>
      )}
    </li>
  );
}

function Mending({ row, listId, onDone }: { row: ListRow; listId: string; onDone: () => void }) {
  // What was entered leaves the cache with the row: it holds the whole number.
  const draft = useQuery({ ...readOf(inquiryEndpoints.readDraft, { params: { id: row.id } }), gcTime: 0 });
  if (draft.isPending) return <ListSkeleton rows={2} />;
  if (draft.error) return <ErrorState problem={problemOf(draft.error)} onRepeat={() => void draft.refetch()} />;
  const { version } = draft.data;
  return <MendingForm row={row} listId={listId} version={version} initial={entryOf(draft.data)} onDone={onDone} />;
}

type MendingFormProps = {
  readonly row: ListRow;
  readonly listId: string;
  readonly version: number;
  readonly initial: DraftEntry;
  readonly onDone: () => void;
};

function MendingForm({ row, listId, version, initial, onDone }: MendingFormProps) {
  const { t } = useTranslation('inquiry');
  const queries = useQueryClient();
  const options = useInquiryOptions();
  const [entry, setEntry] = useState(initial);
  const edit = useAct(inquiryEndpoints.edit, {
    say: t('said.kept'),
    onDone: () => {
      onDone();
      void queries.invalidateQueries({ queryKey: readOf(batchEndpoints.read, { params: { id: listId } }).queryKey });
      void queries.invalidateQueries({ queryKey: [batchEndpoints.rows.path, listId] });
    },
  });
  return (
    <Form
      label={t('row.mendRow', { row: row.rowNumber ?? 0 })}
      onSend={() => edit.mutate({ params: { id: row.id }, body: { ...draftOf(entry), version } })}
      problem={edit.error ? problemOf(edit.error) : undefined}
      actions={
        <>
          <Button htmlType="submit" loading={edit.isPending}>
            {t('row.save')}
          </Button>
          <Button type="text" onClick={onDone}>
            {t('cancel')}
          </Button>
          <ButtonLink to="/inquiries/$inquiryId/edit" params={{ inquiryId: row.id }}>
            {t('row.whole')}
          </ButtonLink>
        </>
      }
    >
      {options ? (
        <RowFields
          options={options}
          entry={entry}
          problems={row.fields}
          onChange={(change) => setEntry({ ...entry, ...change })}
        />
      ) : (
        <ListSkeleton rows={1} />
      )}
    </Form>
  );
}
