import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainFrame } from '../app/plain-frame.js';
import { markMove, PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { useWords } from '../ui/words.js';
import { GiveNotice } from './give-notice.js';
import { NoticeIsReal } from './notice-is-real.js';
import { useVerification } from './use-verification.js';
import styles from './verify.module.css';

/** Whether a notice is real, computed in the browser of whoever asks. The server is told nothing about which one. */
export function VerifyPage() {
  const [text, setText] = useState(() => location.hash.slice(1));
  const [attempt, setAttempt] = useState(0);
  const give = (given: string): void => {
    markMove();
    setText(given);
    setAttempt((count) => count + 1);
  };
  useEffect(() => {
    const change = (): void => {
      markMove();
      setText(location.hash.slice(1));
    };
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  return (
    <PlainFrame>
      <Result text={text} attempt={attempt} onRepeat={() => setAttempt((count) => count + 1)} />
      <GiveNotice onGive={give} isOpen={text === ''} />
      <Elsewhere />
    </PlainFrame>
  );
}

type ResultProps = { readonly text: string; readonly attempt: number; readonly onRepeat: () => void };

function Result({ text, attempt, onRepeat }: ResultProps) {
  const { t } = useTranslation('verification');
  const words = useWords();
  const verification = useVerification(text, attempt);
  switch (verification.stage) {
    case 'working':
      return <p role="status">{t('working')}</p>;
    case 'unreadable':
      return (
        <PageTitle
          title={t(`unreadable.${verification.reason}.title`)}
          lead={t(`unreadable.${verification.reason}.lead`)}
        />
      );
    case 'no-key':
      return (
        <>
          <PageTitle title={t('noKey.title')} lead={t('noKey.lead')} />
          <PlainButton onClick={onRepeat}>{t('repeat')}</PlainButton>
        </>
      );
    case 'no-list':
      return (
        <>
          <PageTitle title={t('noList.title')} lead={t('noList.lead')} />
          <PlainButton onClick={onRepeat}>{t('repeat')}</PlainButton>
        </>
      );
    case 'void':
      return <PageTitle title={t('void.title')} />;
    case 'done':
      if (verification.verdict.fits) {
        return <NoticeIsReal payload={verification.payload} verdict={verification.verdict} />;
      }
      return (
        <>
          <PageTitle title={t('unfit.title')} lead={t('unfit.lead')} />
          <div className={styles.why}>
            <p>
              <strong>{t(`check.${verification.verdict.check}.unfit`)}</strong>
            </p>
            <p>{words(verification.verdict.why)}</p>
          </div>
        </>
      );
  }
}

/** The page in one file, for whoever wants to trust this site as little as its owner. */
function Elsewhere() {
  const { t } = useTranslation('verification');
  const file = '/gatehouse-verifier.html';
  return (
    <section aria-labelledby="elsewhere" className={`${styles.part} ${styles.proof}`}>
      <h2 id="elsewhere" className={styles.heading}>
        {t('elsewhere.title')}
      </h2>
      <p>{t('elsewhere.lead')}</p>
      <p className={styles.files}>
        <a href={file} download>
          {t('elsewhere.file')}
        </a>
        <a href={`${file}.sha256`} download>
          {t('elsewhere.hash')}
        </a>
      </p>
    </section>
  );
}
