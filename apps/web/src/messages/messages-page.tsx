import { messageEndpoints, type MessageState, messageStates, type MessageView } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { Clock } from '../ui/clock.js';
import { CursorList } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag, type Tone } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { MessageDialog } from './message-dialog.js';

const tones: Readonly<Record<MessageState, Tone>> = {
  queued: 'active',
  sent: 'ended',
  printed: 'waiting',
  posted: 'ended',
  failed: 'waiting',
  bounced: 'waiting',
};

/** Messages of the own organisation to people, the newest first; addresses masked, what they say not shown. */
export function MessagesPage() {
  const { t } = useTranslation('messages');
  const words = useWords();
  const [open, setOpen] = useState<string>();
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')} />
      <CursorList<MessageView>
        name="messages"
        label={t('title')}
        itemKey={({ id }) => id}
        load={({ cursor, filters, signal }) =>
          call(messageEndpoints.list, { query: { cursor, state: stateIn(filters.state) } }, { signal })
        }
        filters={[
          {
            name: 'state',
            label: t('state'),
            choices: messageStates.map((value) => ({ value, label: t(`states.${value}`) })),
          },
        ]}
        columns={[
          {
            key: 'what',
            title: t('what'),
            isLead: true,
            render: ({ id, title }) => (
              <Button type="link" onClick={() => setOpen(id)}>
                {words(title)}
              </Button>
            ),
          },
          { key: 'to', title: t('to'), render: ({ to }) => `${t(`ways.${to.kind}`)} ${to.masked}` },
          {
            key: 'state',
            title: t('state'),
            render: ({ state, problem }) => (
              <>
                <StatusTag tone={tones[state]} word={t(`states.${state}`)} />
                {problem ? (
                  <>
                    <br />
                    {words(problem.words)}
                  </>
                ) : null}
              </>
            ),
          },
          { key: 'at', title: t('at'), render: ({ createdAt }) => <Clock at={createdAt} /> },
        ]}
        empty={<EmptyState title={t('empty')} next={t('emptyNext')} />}
      />
      {open ? <MessageDialog id={open} onClose={() => setOpen(undefined)} /> : null}
    </>
  );
}

function stateIn(chosen: string | undefined): MessageState | undefined {
  return messageStates.find((state) => state === chosen);
}
