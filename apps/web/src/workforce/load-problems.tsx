import { rosterEndpoints } from '@gatehouse/contract';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readOf, useAct } from '../app/use-endpoint.js';
import { FieldProblems } from '../inquiry/field-problems.js';
import styles from '../inquiry/list-rows.module.css';
import { useInquiryOptions } from '../inquiry/use-inquiry-options.js';
import { problemOf } from '../ui/failure.js';
import { Icon } from '../ui/icon.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import type { LoadProgress, LoadRow } from './answers.js';
import { staffEntryOfRow } from './staff-entry.js';
import { StaffForm } from './staff-form.js';
import { useKeepLoad } from './use-keep-load.js';
import { useRows } from './use-rows.js';

/** The rows that cannot be taken, each with what is wrong in words: mend them here, or leave them out. */
export function LoadProblems({ load }: { load: LoadProgress }) {
  const { t } = useTranslation('workforce');
  const keep = useKeepLoad();
  const rows = useRows(load, 'problem');
  const drop = useAct(rosterEndpoints.dropProblems, { say: t('said.dropped'), onDone: keep });
  const leaveOut = (rowId?: string): void =>
    drop.mutate({ params: { id: load.id }, body: { version: load.version, ...(rowId ? { rowId } : {}) } });
  const title = t('load.problems', { count: load.counts.problem });
  return (
    <Panel
      title={title}
      aside={
        <Button loading={drop.isPending} onClick={() => leaveOut()}>
          {t('load.drop')}
        </Button>
      }
    >
      <Stack>
        <p>{t('load.problemsLead')}</p>
        {drop.error ? <ErrorState problem={problemOf(drop.error)} /> : null}
        {rows.isPending ? <ListSkeleton /> : null}
        {rows.error ? <ErrorState problem={problemOf(rows.error)} onRepeat={() => void rows.refetch()} /> : null}
        <ol className={styles.rows} aria-label={title}>
          {rows.data?.pages
            .flatMap((page) => page.items)
            .map((row) => (
              <ProblemRow key={row.id} row={row} load={load} onLeaveOut={() => leaveOut(row.id)} />
            ))}
        </ol>
        {rows.hasNextPage ? (
          <Line>
            <Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
              {t('load.more')}
            </Button>
          </Line>
        ) : null}
      </Stack>
    </Panel>
  );
}

type ProblemRowProps = { readonly row: LoadRow; readonly load: LoadProgress; readonly onLeaveOut: () => void };

function ProblemRow({ row, load, onLeaveOut }: ProblemRowProps) {
  const { t } = useTranslation('workforce');
  const [isOpen, setIsOpen] = useState(false);
  const number = row.rowNumber ?? 0;
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <span className={styles.number}>{t('load.row', { row: number })}</span>
        <strong>{row.name === '' ? t('load.noName') : row.name}</strong>
      </div>
      <FieldProblems problems={row.fields} />
      {isOpen ? (
        <Mending row={row} load={load} onDone={() => setIsOpen(false)} />
      ) : (
        <Line>
          <Button
            icon={<Icon of="mend" />}
            aria-label={t('load.mendLabel', { row: number })}
            onClick={() => setIsOpen(true)}
          >
            {t('load.mend')}
          </Button>
          <Button type="text" aria-label={t('load.dropRowLabel', { row: number })} onClick={onLeaveOut}>
            {t('load.dropRow')}
          </Button>
        </Line>
      )}
    </li>
  );
}

function Mending({ row, load, onDone }: { row: LoadRow; load: LoadProgress; onDone: () => void }) {
  const { t } = useTranslation('workforce');
  const keep = useKeepLoad();
  const options = useInquiryOptions();
  const params = { id: load.id, rowId: row.id };
  // What was read leaves the cache with the row: it holds whole numbers.
  const entry = useQuery({ ...readOf(rosterEndpoints.rowEntry, { params }), gcTime: 0 });
  const mend = useAct(rosterEndpoints.mend, {
    say: t('said.mended'),
    onDone: (next) => {
      onDone();
      keep(next);
    },
  });
  if (entry.error) return <ErrorState problem={problemOf(entry.error)} onRepeat={() => void entry.refetch()} />;
  if (!entry.data || !options) return <ListSkeleton rows={2} />;
  return (
    <StaffForm
      label={t('load.mendLabel', { row: row.rowNumber ?? 0 })}
      options={options}
      initial={staffEntryOfRow(entry.data, options)}
      isBusy={mend.isPending}
      problem={mend.error ? problemOf(mend.error) : undefined}
      found={row.fields}
      further={
        <Button type="text" onClick={onDone}>
          {t('form.cancel')}
        </Button>
      }
      onSave={(body) => mend.mutate({ params, body })}
    />
  );
}
