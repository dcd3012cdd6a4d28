import { inquiryEndpoints, type StopWorkOrder, stopWorkEndpoints } from '@gatehouse/contract';
import { useMutation } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { Icon } from '../ui/icon.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';

/** The letters this authority has to write today, each with its clock, until it is marked as sent. */
export function StopWorkPage() {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const orders = useEndpoint(stopWorkEndpoints.list, {});
  return (
    <>
      <PageTitle title={t('stopWork.title')} lead={t('stopWork.lead')} />
      {orders.isPending ? <ListSkeleton /> : null}
      {orders.error ? <ErrorState problem={problemOf(orders.error)} onRepeat={() => void orders.refetch()} /> : null}
      {orders.data?.items.length === 0 ? (
        <EmptyState title={t('stopWork.empty')} next={t('stopWork.emptyNext')} />
      ) : null}
      {orders.data && orders.data.items.length > 0 ? (
        <ListTable
          label={t('stopWork.title')}
          items={orders.data.items}
          itemKey={({ inquiryId }) => inquiryId}
          columns={[
            { key: 'person', title: t('stopWork.person'), isLead: true, render: ({ name }) => name },
            { key: 'unit', title: t('stopWork.unit'), render: ({ unit }) => words(unit) },
            { key: 'due', title: t('stopWork.due'), render: ({ dueAt }) => <Clock at={dueAt} kind="due" /> },
            { key: 'act', title: t('stopWork.act'), render: (order) => <OrderActs order={order} /> },
          ]}
        />
      ) : null}
    </>
  );
}

function OrderActs({ order }: { order: StopWorkOrder }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const [isAsking, setIsAsking] = useState(false);
  const params = { id: order.inquiryId };
  const letter = useMutation({ mutationFn: () => download(inquiryEndpoints.notice, { params }) });
  const act = useAct(stopWorkEndpoints.markSent, {
    refresh: [stopWorkEndpoints.list, inquiryEndpoints.home],
    say: t('stopWork.done'),
    onDone: () => setIsAsking(false),
  });
  if (order.part === 'told') return <span>{t('stopWork.told')}</span>;
  const failure = letter.error ? problemOf(letter.error) : undefined;
  return (
    <Stack gap="small">
      <Line>
        <Button icon={<Icon of="download" />} loading={letter.isPending} onClick={() => letter.mutate()}>
          {t('stopWork.letter')}
        </Button>
        <Button onClick={() => setIsAsking(true)}>{t('stopWork.sent')}</Button>
      </Line>
      <span role="status">{failure ? `${words(failure.words.title)} ${words(failure.words.next)}` : null}</span>
      {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
      <Modal
        open={isAsking}
        title={t('stopWork.sentTitle')}
        okText={t('stopWork.sent')}
        cancelText={t('cancel')}
        confirmLoading={act.isPending}
        onOk={() => act.mutate({ params, body: {} })}
        onCancel={() => setIsAsking(false)}
        destroyOnHidden
      >
        {t('stopWork.sentBody')}
      </Modal>
    </Stack>
  );
}
