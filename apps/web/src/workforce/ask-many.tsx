import { coverageEndpoints } from '@gatehouse/contract';
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
    onDone: ({ listId }) => {
      if (listId !== undefined) void navigate({ to: '/inquiry-lists/$listId', params: { listId } });
    },
  });
  const isAllOpen = start.data !== undefined && start.data.listId === undefined;
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
        title={t('coverage.askManyTitle', { count })}
        okText={t('coverage.askManyAct', { count })}
        cancelText={t('form.cancel')}
        confirmLoading={start.isPending}
        {...(isAllOpen ? { footer: null } : {})}
        onOk={() => start.mutate({ body: {} })}
        onCancel={close}
        destroyOnHidden
      >
        {isAllOpen ? (
          <Stack>
            <p role="status">{t('coverage.allOpen', { count: start.data.open })}</p>
            <p>
              <Link to="/inquiry-lists">{t('coverage.toLists')}</Link>
            </p>
          </Stack>
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
