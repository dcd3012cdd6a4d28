import { type InquiryView, recallEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

/** The unit says that it knows that the answer is void. */
export function NoteRecall({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const keep = useKeepInquiry();
  const note = useAct(recallEndpoints.note, { say: t('said.recallNoted'), onDone: keep });
  if (!view.may.includes('note-recall')) return null;
  return (
    <Panel title={t('noteRecall.title')}>
      <Stack>
        <p>{t('noteRecall.lead')}</p>
        {note.error ? <ErrorState problem={problemOf(note.error)} /> : null}
        <Line>
          <Button
            type="primary"
            loading={note.isPending}
            onClick={() => note.mutate({ params: { id: view.id }, body: { version: view.version } })}
          >
            {t('noteRecall.act')}
          </Button>
        </Line>
      </Stack>
    </Panel>
  );
}
