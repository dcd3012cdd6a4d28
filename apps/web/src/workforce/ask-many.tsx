import { type AnswerOf, coverageEndpoints } from '@gatehouse/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';

/** The one thing a clerk comes for: drafts the checks of everybody who was not asked about, is overdue or due, and goes to the list of them. */
export function AskMany({ count }: { count: number }) {
  const { t } = useTranslation('workforce');
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  const start = useAct(coverageEndpoints.startMany, {
    lists: ['coverage', 'inquiries', 'inquiry-lists'],
    refresh: [coverageEndpoints.home],
    onDone: ({ listId, open }) => {
      // Where some were left out that is said first.
      if (listId !== undefined && open === 0) void navigate({ to: '/inquiry-lists/$listId', params: { listId } });
    },
  });
  const drafted = start.data !== undefined && start.data.open > 0 ? start.data : undefined;
  const close = (): void => {
    setIsOpen(false);
    start.reset();
  };
  return (
    <>
      <Button type="primary" onClick={() => setIsOpen(true)}>
        {t('coverage.askMany', { count })}
      </Button>
      <Modal
        open={isOpen}
        title={drafted ? t('coverage.askManyDone') : t('coverage.askManyTitle', { count })}
        okText={t('coverage.askManyAct', { count })}
        cancelText={t('form.cancel')}
        confirmLoading={start.isPending}
        {...(drafted ? { footer: null } : {})}
        onOk={() => start.mutate({ body: {} })}
        onCancel={close}
        destroyOnHidden
      >
        {drafted ? (
          <Drafted answer={drafted} />
        ) : (
          <Stack>
            <p>{t('coverage.askManyLead')}</p>
            <p>{t('coverage.askManyNext')}</p>
            {start.error ? <ErrorState problem={problemOf(start.error)} /> : null}
          </Stack>
        )}
      </Modal>
    </>
  );
}

/** How many were drafted and how many left out, and the way to where they are. */
function Drafted({ answer: { listId, people, open } }: { answer: AnswerOf<typeof coverageEndpoints.startMany> }) {
  const { t } = useTranslation('workforce');
  return (
    <Stack>
      {people > 0 ? <p>{t('coverage.drafted', { count: people })}</p> : null}
      <p role="status">{t('coverage.leftOut', { count: open })}</p>
      <p>
        {listId === undefined ? (
          <Link to="/inquiry-lists">{t('coverage.toLists')}</Link>
        ) : (
          <Link to="/inquiry-lists/$listId" params={{ listId }}>
            {t('coverage.toList')}
          </Link>
        )}
      </p>
    </Stack>
  );
}
