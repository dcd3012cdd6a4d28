import type { InquiryView } from '@gatehouse/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { AnswerPanel, type AnswerTone } from '../ui/answer-panel.js';
import { Clock } from '../ui/clock.js';
import { Icon } from '../ui/icon.js';
import { Line, Stack } from '../ui/stack.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import styles from './answer.module.css';

type AnswerProps = {
  readonly view: InquiryView;
  readonly isReading: boolean;
  readonly onReadAgain: () => void;
};

/** The answer as one sentence, or that there is none; what the unit must do now; what the answer rests on. */
export function Answer({ view, isReading, onReadAgain }: AnswerProps) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const isWaiting = view.state === 'APPROVED' || view.state === 'ASKING';
  const again = (
    <Line>
      <Button icon={<Icon of="repeat" />} loading={isReading} onClick={onReadAgain}>
        {t('answer.again')}
      </Button>
      <span className={styles.note}>{t('answer.againHint')}</span>
    </Line>
  );
  return (
    <Stack gap="small">
      <AnswerPanel
        tone={toneOfAnswer(view)}
        sentence={words(view.sentence)}
        next={
          <Stack gap="small">
            <p>
              <strong>{t('answer.now')}</strong> {words(view.next)}
            </p>
            {isWaiting ? again : null}
          </Stack>
        }
      />
      {view.decision ? <Sources view={view} decision={view.decision} /> : null}
      {view.breaches.map((breach) => (
        <p key={`${breach.kind}-${breach.at}`} className={styles.breach}>
          <StatusTag tone="waiting" word={t('answer.breach')} /> {words(breach.words)} <Clock at={breach.at} />
        </p>
      ))}
    </Stack>
  );
}

/** Red is for serving staff with a record only: there a child may be at risk now. */
export function toneOfAnswer(
  view: Pick<InquiryView, 'decision' | 'standing' | 'settlement'> & { readonly state?: InquiryView['state'] },
): AnswerTone {
  if (view.state === 'RECALLED' || view.state === 'ANSWER_CORRECTED') return 'act';
  if (view.decision?.outcome !== 'record_found') return 'plain';
  return view.standing === 'serving' && !view.settlement ? 'stop' : 'act';
}

function Sources({ view, decision }: { view: InquiryView; decision: NonNullable<InquiryView['decision']> }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  return (
    <div className={styles.sources}>
      {view.types && view.types.length > 0 ? (
        <p>
          {t('answer.types')} {view.types.map(({ title }) => words(title)).join(t('separator'))}
        </p>
      ) : null}
      {decision.sources.length > 0 ? <p>{t('answer.sources')}</p> : null}
      <ul className={styles.list}>
        {decision.sources.map((source) => (
          <li key={source.nameEn}>
            {words({ en: source.nameEn, zh: source.nameZh })} · {t('answer.asOf')} <Clock at={source.dataAsOf} exact />
          </li>
        ))}
      </ul>
      <p>{t('answer.mainland')}</p>
      <p>{t('answer.twoTracks')}</p>
    </div>
  );
}
