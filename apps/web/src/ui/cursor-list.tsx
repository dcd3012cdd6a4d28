import type { Page } from '@gatehouse/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from './announcements.js';
import styles from './cursor-list.module.css';
import { problemOf } from './failure.js';
import { type Criteria, type Filter, ListCriteria } from './list-criteria.js';
import { type Column, ListTable } from './list-table.js';
import { ErrorState, ListSkeleton } from './states.js';
import { useSettled } from './use-settled.js';

/** What one page of a list is asked for. */
export type ListRequest = {
  readonly search: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly cursor: string | undefined;
  readonly signal: AbortSignal;
};

type CursorListProps<Item> = {
  /** Names the list, for the cache and for the filters kept on this device. */
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column<Item>[];
  readonly itemKey: (item: Item) => string;
  /** Reads one page: `(request) => call(listInquiries, { body: request }, { signal: request.signal })`. */
  readonly load: (request: ListRequest) => Promise<Page<Item>>;
  readonly filters?: readonly Filter[];
  /** What is filtered by when the list opens, for example because a task led here. */
  readonly firstFilters?: Criteria['filters'];
  /** What the search looks in, "Name or post". Without it there is no search. */
  readonly searchLabel?: string;
  /** Shown when there is nothing at all, not when a search finds nothing. */
  readonly empty: ReactNode;
  /** Milliseconds after which the list is read again by itself; for lists that name nobody, whose reads leave no entry. */
  readonly readAgainAfter?: number;
  /** Export and the like, beside the search; told what the list is narrowed by. */
  readonly tools?: ReactNode | ((filters: Criteria['filters']) => ReactNode);
  /** Hears whether there are rows, for what is of use only then: printing them. */
  readonly onFilled?: (isFilled: boolean) => void;
};

const nothingAsked: Criteria = { search: '', filters: {} };

/**
 * A list that is read page by page: search, filters kept on this device, what is overdue first (the server's order), loading,
 * nothing, and failure. What is searched for never stands in the address of the page, because it may be a name.
 */
export function CursorList<Item>(props: CursorListProps<Item>) {
  const { t } = useTranslation('ui');
  const [criteria, setCriteria] = useState<Criteria>({ search: '', filters: props.firstFilters ?? {} });
  const settled = useSettled(criteria, 300);
  const isNarrowed = settled.search !== '' || Object.keys(settled.filters).length > 0;
  const list = useInfiniteQuery({
    queryKey: ['list', props.name, settled],
    queryFn: ({ pageParam, signal }) => props.load({ ...settled, cursor: pageParam, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: props.readAgainAfter ?? false,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const { onFilled } = props;
  const isFilled = items.length > 0;
  useEffect(() => onFilled?.(isFilled), [isFilled, onFilled]);
  const showMore = async (): Promise<void> => {
    const result = await list.fetchNextPage();
    const count = result.data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0;
    announce(t('list.shown', { count }));
  };
  return (
    <div className={styles.list}>
      <ListCriteria
        name={props.name}
        criteria={criteria}
        onChange={setCriteria}
        filters={props.filters ?? []}
        searchLabel={props.searchLabel}
        tools={typeof props.tools === 'function' ? props.tools(criteria.filters) : props.tools}
      />
      {list.isPending ? <ListSkeleton rows={6} /> : null}
      {list.error ? <ErrorState problem={problemOf(list.error)} onRepeat={() => void list.refetch()} /> : null}
      {list.isSuccess && items.length === 0 ? (
        isNarrowed ? (
          <NothingFits onClear={() => setCriteria(nothingAsked)} />
        ) : (
          props.empty
        )
      ) : null}
      {isFilled ? (
        <>
          <ListTable label={props.label} columns={props.columns} items={items} itemKey={props.itemKey} />
          <p className={styles.foot}>
            {t('list.shown', { count: items.length })}
            {list.hasNextPage ? (
              <Button loading={list.isFetchingNextPage} onClick={showMore}>
                {t('list.more')}
              </Button>
            ) : null}
          </p>
        </>
      ) : null}
    </div>
  );
}

function NothingFits({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation('ui');
  return (
    <p className={styles.nothing} role="status">
      {t('list.nothing')} <Button onClick={onClear}>{t('list.clear')}</Button>
    </p>
  );
}
