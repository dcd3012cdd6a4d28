import { type BulkDeed, bulkEndpoints, reviewEndpoints } from '@gatehouse/contract';
import { Button, Checkbox, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../app/api.js';
import { keepAnswer, readOf, useAct } from '../app/use-endpoint.js';
import { CursorList } from '../ui/cursor-list.js';
import { problemOf } from '../ui/failure.js';
import type { Column } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState } from '../ui/states.js';
import type { InquiryLine } from './answers.js';
import { DeedProgress } from './deed-progress.js';
import { useInquiryColumns } from './inquiry-columns.js';

const mostAtOnce = 200;

/** What waits for my approval, the oldest first; one by one, or those chosen together. */
export function ReviewsPage() {
  const { t } = useTranslation('inquiry');
  const deed = useApproval();
  const [chosen, setChosen] = useState<readonly InquiryLine[]>([]);
  const [isAsking, setIsAsking] = useState(false);
  const approve = useAct(reviewEndpoints.approveMany, {
    say: t('deed.begun'),
    onDone: (asked) => {
      setChosen([]);
      setIsAsking(false);
      deed.show(asked);
    },
  });
  const columns = useChoosingColumns(chosen, setChosen);
  const items = chosen.map(({ id, version }) => ({ id, version }));
  return (
    <>
      <PageTitle title={t('reviews.title')} lead={t('reviews.lead')} />
      <Stack>
        {deed.newest ? <DeedProgress deed={deed.newest} onChanged={deed.show} /> : null}
        <CursorList
          name="inquiry-reviews"
          label={t('reviews.title')}
          columns={columns}
          itemKey={(line) => line.id}
          load={({ cursor, signal }) => call(reviewEndpoints.inbox, { query: { cursor } }, { signal })}
          tools={
            <Button type="primary" disabled={chosen.length === 0} onClick={() => setIsAsking(true)}>
              {t('reviews.approveChosen', { count: chosen.length })}
            </Button>
          }
          empty={<EmptyState title={t('reviews.empty')} next={t('reviews.emptyNext')} />}
        />
      </Stack>
      <Modal
        open={isAsking}
        title={t('reviews.confirm', { count: chosen.length })}
        okText={t('review.approve')}
        cancelText={t('cancel')}
        confirmLoading={approve.isPending}
        onOk={() => approve.mutate({ body: { items } })}
        onCancel={() => setIsAsking(false)}
        destroyOnHidden
      >
        <Stack>
          <p>{t('reviews.consequence')}</p>
          <ul>
            {chosen.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
          {approve.error ? <ErrorState problem={problemOf(approve.error)} /> : null}
        </Stack>
      </Modal>
    </>
  );
}

function useChoosingColumns(
  chosen: readonly InquiryLine[],
  choose: (lines: readonly InquiryLine[]) => void,
): readonly Column<InquiryLine>[] {
  const { t } = useTranslation('inquiry');
  const columns = useInquiryColumns(true);
  const isChosen = (line: InquiryLine): boolean => chosen.some(({ id }) => id === line.id);
  const choosing: Column<InquiryLine> = {
    key: 'choose',
    title: t('reviews.choose'),
    render: (line) => (
      <Checkbox
        checked={isChosen(line)}
        disabled={!isChosen(line) && chosen.length >= mostAtOnce}
        aria-label={t('reviews.chooseOne', { name: line.name })}
        onChange={(event) =>
          choose(event.target.checked ? [...chosen, line] : chosen.filter(({ id }) => id !== line.id))
        }
      />
    ),
  };
  return [choosing, ...columns];
}

const newestApproval = readOf(bulkEndpoints.list, { query: { kind: 'approve', limit: 1 } });

/** The newest approval of many in this authority: it is there again when the page is opened later. */
function useApproval(): { readonly newest: BulkDeed | undefined; readonly show: (deed: BulkDeed) => void } {
  const queries = useQueryClient();
  const approvals = useQuery({
    ...newestApproval,
    refetchInterval: ({ state }) => (state.data?.items[0]?.state === 'WORKING' ? 1000 : false),
  });
  const newest = approvals.data?.items[0];
  const ended = newest && newest.state !== 'WORKING' ? `${newest.id} ${newest.version}` : '';
  useEffect(() => {
    if (ended !== '') void queries.invalidateQueries({ queryKey: ['list'] });
  }, [ended, queries]);
  return {
    newest,
    show: (deed) => {
      keepAnswer(queries, newestApproval, { items: [deed] });
      void queries.invalidateQueries({ queryKey: newestApproval.queryKey });
      void queries.invalidateQueries({ queryKey: ['list'] });
    },
  };
}
