import { inquiryEndpoints, type RecalledAnswer, recallEndpoints } from '@gatehouse/contract';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';

/** The answers that became void and that this authority has to see to, each until it says that it has. */
export function RecalledPage() {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const recalled = useEndpoint(recallEndpoints.list, {});
  const items = recalled.data?.items;
  return (
    <>
      <PageTitle title={t('recalled.title')} lead={t('recalled.lead')} />
      {recalled.isPending ? <ListSkeleton /> : null}
      {recalled.error ? (
        <ErrorState problem={problemOf(recalled.error)} onRepeat={() => void recalled.refetch()} />
      ) : null}
      {items?.length === 0 ? <EmptyState title={t('recalled.empty')} next={t('recalled.emptyNext')} /> : null}
      {items && items.length > 0 ? (
        <ListTable
          label={t('recalled.title')}
          items={items}
          itemKey={({ inquiryId }) => inquiryId}
          columns={[
            { key: 'person', title: t('recalled.person'), isLead: true, render: ({ name }) => name },
            { key: 'unit', title: t('recalled.unit'), render: ({ unit }) => words(unit) },
            { key: 'since', title: t('recalled.since'), render: ({ recalledAt }) => <Clock at={recalledAt} /> },
            { key: 'due', title: t('recalled.due'), render: ({ dueAt }) => <Clock at={dueAt} kind="due" /> },
            { key: 'letters', title: t('recalled.letters'), render: (one) => <Letters letters={one.letters} /> },
            { key: 'act', title: t('recalled.act'), render: (one) => <SeeTo recalled={one} /> },
          ]}
        />
      ) : null}
    </>
  );
}

function Letters({ letters }: { letters: RecalledAnswer['letters'] }) {
  const { t } = useTranslation('inquiry');
  if (letters.length === 0) return <span>{t('recalled.noLetter')}</span>;
  return (
    <Stack gap="small">
      {letters.map((letter) => (
        <span key={letter}>{t(`recalled.letter.${letter}`)}</span>
      ))}
    </Stack>
  );
}

function SeeTo({ recalled }: { recalled: RecalledAnswer }) {
  const { t } = useTranslation('inquiry');
  const [isAsking, setIsAsking] = useState(false);
  const act = useAct(recallEndpoints.seenTo, {
    refresh: [recallEndpoints.list, inquiryEndpoints.home],
    say: t('recalled.done'),
    onDone: () => setIsAsking(false),
  });
  if (recalled.part === 'told') return <span>{t('recalled.told')}</span>;
  return (
    <Stack gap="small">
      <Button onClick={() => setIsAsking(true)}>{t('recalled.seeTo')}</Button>
      {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
      <Modal
        open={isAsking}
        title={t('recalled.sureTitle')}
        okText={t('recalled.seeTo')}
        cancelText={t('cancel')}
        confirmLoading={act.isPending}
        onOk={() => act.mutate({ params: { id: recalled.inquiryId }, body: {} })}
        onCancel={() => setIsAsking(false)}
        destroyOnHidden
      >
        {t('recalled.sureBody')}
      </Modal>
    </Stack>
  );
}
