import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { markMove, PageTitle } from '../ui/page-title.js';
import { PlainFacts } from '../ui/plain/plain-facts.js';
import { endTime } from '../ui/time.js';
import { useLanguage, useWords } from '../ui/words.js';
import { AnswerStep, type ConsentAnswer } from './answer-step.js';
import styles from './consent.module.css';
import type { ConsentView } from './use-consent.js';

type ConsentQuestionProps = {
  readonly secret: string;
  readonly page: ConsentView;
  readonly onAnswered: (page: ConsentView) => void;
  readonly onReadAgain: () => Promise<void>;
};

const answers: readonly ConsentAnswer[] = ['agree', 'refuse', 'not-mine'];

/**
 * What is asked, in plain words before the legal text, and three answers of the same size. Whichever is chosen, one more step
 * follows, so that none is easier than another and none is given by a slip of the thumb.
 */
export function ConsentQuestion({ secret, page, onAnswered, onReadAgain }: ConsentQuestionProps) {
  const { t } = useTranslation('consent');
  const words = useWords();
  const language = useLanguage();
  const [chosen, setChosen] = useState<ConsentAnswer>();
  const choose = (answer: ConsentAnswer | undefined): void => {
    markMove();
    setChosen(answer);
  };
  if (chosen) {
    return (
      <AnswerStep
        secret={secret}
        page={page}
        answer={chosen}
        onAnswered={onAnswered}
        onReadAgain={() => {
          setChosen(undefined);
          void onReadAgain();
        }}
        onBack={() => choose(undefined)}
      />
    );
  }
  return (
    <>
      <PageTitle title={t('question.title', { asker: words(page.asker) })} lead={t('question.lead')} />
      <PlainFacts
        facts={[
          { name: t('question.asker'), value: words(page.asker) },
          { name: t('question.authority'), value: words(page.authority) },
          { name: t('question.purpose'), value: words(page.purpose) },
          { name: t('question.post'), value: words(page.post) },
          { name: t('question.until'), value: endTime(Date.parse(page.expiresAt), language) },
        ]}
      />
      {page.parts.map((part) => (
        <section key={part.id} aria-labelledby={`part-${part.id}`} className={styles.part}>
          <h2 id={`part-${part.id}`} className={styles.heading}>
            {words(part.title)}
          </h2>
          <p>{words(part.words)}</p>
        </section>
      ))}
      <section aria-labelledby="your-answer" className={styles.answers}>
        <h2 id="your-answer" className={styles.heading}>
          {t('question.yours')}
        </h2>
        {answers.map((answer) => (
          <button key={answer} type="button" className={styles.choice} onClick={() => choose(answer)}>
            {t(`answer.${answer}.choice`)}
          </button>
        ))}
      </section>
      <p className={styles.fine}>{t('question.version', { version: page.text.version })}</p>
    </>
  );
}
