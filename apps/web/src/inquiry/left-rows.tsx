import { type BulkDeed, bulkEndpoints } from '@gatehouse/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { problemOf } from '../ui/failure.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';

const rowsAtOnce = 50;

/** Which rows a deed for many left as they were, by their number in the file, and why. */
export function LeftRows({ deed }: { deed: BulkDeed }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const left = useInfiniteQuery({
    queryKey: [bulkEndpoints.left.path, deed.id, deed.progress.left],
    queryFn: ({ pageParam, signal }) =>
      call(
        bulkEndpoints.left,
        { params: { id: deed.id }, query: { cursor: pageParam, limit: rowsAtOnce } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const rows = left.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title={t('left.left', { count: deed.progress.left })}>
      <Stack gap="small">
        {left.isPending ? <ListSkeleton /> : null}
        {left.error ? <ErrorState problem={problemOf(left.error)} onRepeat={() => void left.refetch()} /> : null}
        <ul>
          {rows.map((row) => (
            <li key={row.inquiryId}>
              <Link to="/inquiries/$inquiryId" params={{ inquiryId: row.inquiryId }}>
                {row.rowNumber === null ? t('left.noRow') : t('row.number', { row: row.rowNumber })}
              </Link>
              {t('colon')}
              {words(row.words)}
            </li>
          ))}
        </ul>
        {left.hasNextPage ? (
          <div>
            <Button loading={left.isFetchingNextPage} onClick={() => void left.fetchNextPage()}>
              {t('list.more')}
            </Button>
          </div>
        ) : null}
      </Stack>
    </Panel>
  );
}
