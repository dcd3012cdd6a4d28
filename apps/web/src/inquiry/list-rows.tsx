import { type BatchProgress, batchEndpoints } from '@gatehouse/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Icon } from '../ui/icon.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import styles from './list-rows.module.css';
import type { ListRow } from './answers.js';
import { RowWithProblems } from './row-with-problems.js';
import { useKeepList } from './use-keep-list.js';

/** The rows that do not fit, each with what is wrong in words: mend them here, or set them aside. */
export function ListRows({ list }: { list: BatchProgress }) {
  const { t } = useTranslation('inquiry');
  const keep = useKeepList();
  const { withProblems } = list.counts;
  const setAside = useAct(batchEndpoints.setAside, {
    say: t('said.setAside'),
    onDone: ({ batch }) => keep(batch),
  });
  const put = (rows?: string[]): void =>
    setAside.mutate({ params: { id: list.id }, body: { ...(rows ? { rows } : {}), version: list.version } });
  if (withProblems === 0) {
    return (
      <p role="status">
        <Icon of="information" /> {t('list.noProblems', { count: list.progress.rows })}
      </p>
    );
  }
  return (
    <Panel
      title={t('list.problems', { count: withProblems })}
      aside={
        list.setAsideFrom ? null : (
          <Button icon={<Icon of="pause" />} loading={setAside.isPending} onClick={() => put()}>
            {t('list.setAllAside', { count: withProblems })}
          </Button>
        )
      }
    >
      <Stack>
        <p>{t('list.problemsLead')}</p>
        {setAside.error ? <ErrorState problem={problemOf(setAside.error)} /> : null}
        <Rows list={list} {...(list.setAsideFrom ? {} : { onSetAside: (row: ListRow) => put([row.id]) })} />
      </Stack>
    </Panel>
  );
}

type RowsProps = { readonly list: BatchProgress; readonly onSetAside?: (row: ListRow) => void };

function Rows({ list, onSetAside }: RowsProps) {
  const { t } = useTranslation('inquiry');
  const rows = useInfiniteQuery({
    queryKey: [batchEndpoints.rows.path, list.id, 'with'],
    queryFn: ({ pageParam, signal }) =>
      call(
        batchEndpoints.rows,
        { params: { id: list.id }, query: { problems: 'with', cursor: pageParam, limit: 20 } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  if (rows.isPending) return <ListSkeleton />;
  if (rows.error) return <ErrorState problem={problemOf(rows.error)} onRepeat={() => void rows.refetch()} />;
  const items = rows.data.pages.flatMap((page) => page.items);
  return (
    <>
      <ol className={styles.rows} aria-label={t('list.problems', { count: list.counts.withProblems })}>
        {items.map((row) => (
          <RowWithProblems key={row.id} row={row} listId={list.id} {...(onSetAside ? { onSetAside } : {})} />
        ))}
      </ol>
      {rows.hasNextPage ? (
        <Line>
          <Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
            {t('list.more')}
          </Button>
        </Line>
      ) : null}
    </>
  );
}
