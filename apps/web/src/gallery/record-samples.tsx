import { useTranslation } from 'react-i18next';
import { AnswerPanel } from '../ui/answer-panel.js';
import { Clock } from '../ui/clock.js';
import { FactList } from '../ui/fact-list.js';
import { MaskedNumber } from '../ui/masked-number.js';
import { Panel } from '../ui/panel.js';
import { QrImage } from '../ui/qr-image.js';
import { Stack } from '../ui/stack.js';
import { StepLine } from '../ui/step-line.js';
import { Timeline } from '../ui/timeline.js';
import { inHours } from './sample-times.js';

/** The answers, in the agreed words. */
export function AnswerSamples() {
  const { t } = useTranslation('gallery');
  return (
    <Stack>
      <AnswerPanel tone="plain" sentence={t('answers.waiting')} />
      <AnswerPanel tone="plain" sentence={t('answers.none')} next={<p>{t('answers.noneNext')}</p>} />
      <AnswerPanel tone="act" sentence={t('answers.candidate')} />
      <AnswerPanel tone="stop" sentence={t('answers.serving')} />
    </Stack>
  );
}

/** A record: how far it is, its facts, what happened, a personal link. */
export function RecordSamples() {
  const { t } = useTranslation('gallery');
  return (
    <Panel title={t('record.title')}>
      <Stack>
        <StepLine
          label={t('record.steps')}
          steps={[
            {
              key: 'prepared',
              title: t('record.prepared'),
              state: 'done',
              note: (
                <>
                  林小满 · <Clock at={inHours(-52)} />
                </>
              ),
            },
            { key: 'agreed', title: t('record.agreed'), state: 'done', note: <Clock at={inHours(-30)} /> },
            { key: 'approved', title: t('record.approved'), state: 'now', note: <Clock at={inHours(20)} kind="due" /> },
            { key: 'lookedUp', title: t('record.lookedUp'), state: 'later' },
            { key: 'told', title: t('record.told'), state: 'later' },
          ]}
        />
        <FactList
          facts={[
            { key: 'name', name: t('record.person'), value: '欧阳予安' },
            { key: 'number', name: t('record.number'), value: <MaskedNumber masked="10****************" /> },
            { key: 'post', name: t('record.post'), value: t('record.postValue') },
            { key: 'starts', name: t('record.starts'), value: <Clock at={inHours(24 * 20)} exact /> },
          ]}
        />
        <Timeline
          label={t('record.happened')}
          entries={[
            {
              key: '3',
              at: inHours(-2),
              what: t('record.returned'),
              who: '周审 · 清河市教育局',
              reason: t('record.reason'),
            },
            { key: '2', at: inHours(-30), what: t('record.consented') },
            { key: '1', at: inHours(-52), what: t('record.drafted'), who: '林小满' },
          ]}
        />
        <QrImage address="https://gatehouse.example/c/7K3M-91QX" label={t('record.link')} />
      </Stack>
    </Panel>
  );
}
