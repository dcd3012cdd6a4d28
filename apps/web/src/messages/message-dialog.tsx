import { messageEndpoints, type MessageView } from '@gatehouse/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { healthQuery } from '../app/session/health.js';
import { may, useSession } from '../app/session/session.js';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState, RecordSkeleton } from '../ui/states.js';
import { Timeline } from '../ui/timeline.js';
import { useWords, type Words } from '../ui/words.js';
import verbs from './verb-words.json' with { type: 'json' };

/** One message and what became of it. What it says is shown in a demonstration only, where nobody gets mail. */
export function MessageDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('messages');
  const words = useWords();
  const read = useEndpoint(messageEndpoints.show, { params: { id } });
  const isDemonstration = useQuery(healthQuery).data?.mode === 'demo';
  return (
    <Modal open title={read.data ? words(read.data.title) : t('one')} footer={null} onCancel={onClose}>
      {read.isPending ? <RecordSkeleton /> : null}
      {read.error ? <ErrorState problem={problemOf(read.error)} onRepeat={() => void read.refetch()} /> : null}
      {read.data ? (
        <Stack>
          <Timeline
            label={t('happened')}
            entries={[...read.data.steps].reverse().map((step) => ({
              key: `${step.verb}-${step.at}`,
              at: step.at,
              what: words(verbWords(step.verb)),
              ...(step.problem ? { reason: step.problem } : {}),
            }))}
          />
          <MessageActs message={read.data} />
          {isDemonstration ? <MessageText id={id} /> : null}
        </Stack>
      ) : null}
    </Modal>
  );
}

function MessageActs({ message }: { message: MessageView }) {
  const { t } = useTranslation('messages');
  const session = useSession();
  const options = { refresh: [messageEndpoints.show, messageEndpoints.figures], lists: ['messages'] };
  const again = useAct(messageEndpoints.sendAgain, { ...options, say: t('sentAgain') });
  const posted = useAct(messageEndpoints.markPosted, { ...options, say: t('markedPosted') });
  const given = { params: { id: message.id }, body: { version: message.version } };
  const error = again.error ?? posted.error;
  if (!may(session, 'messages:send-again')) return null;
  return (
    <>
      {error ? <ErrorState problem={problemOf(error)} /> : null}
      <Line>
        {message.repeatable ? (
          <Button type="primary" loading={again.isPending} onClick={() => again.mutate(given)}>
            {t('sendAgain')}
          </Button>
        ) : null}
        {message.state === 'printed' ? (
          <Button loading={posted.isPending} onClick={() => posted.mutate(given)}>
            {t('markPosted')}
          </Button>
        ) : null}
      </Line>
    </>
  );
}

function MessageText({ id }: { id: string }) {
  const { t } = useTranslation('messages');
  const [isOpen, setIsOpen] = useState(false);
  return isOpen ? <OpenedText id={id} /> : <Button onClick={() => setIsOpen(true)}>{t('demonstrate')}</Button>;
}

function OpenedText({ id }: { id: string }) {
  const read = useEndpoint(messageEndpoints.demonstrate, { params: { id } });
  if (read.isPending) return <RecordSkeleton />;
  if (read.error) return <ErrorState problem={problemOf(read.error)} />;
  return (
    <div>
      <strong>{read.data.subject}</strong>
      {read.data.text.split('\n').map((line, at) => (
        <p key={`${String(at)}-${line}`}>{line}</p>
      ))}
    </div>
  );
}

/** A verb this page does not know is shown as the server says it. */
function verbWords(verb: string): Words {
  const known: Readonly<Record<string, Words>> = verbs;
  return known[verb] ?? { en: verb, zh: verb };
}
