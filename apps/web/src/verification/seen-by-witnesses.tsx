import type { NoticePayload } from '@gatehouse/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainButton } from '../ui/plain/plain-button.js';
import { exactTimeWithZone } from '../ui/time.js';
import { useLanguage } from '../ui/words.js';
import styles from './verify.module.css';
import type { Standing } from './standing.js';

type SeenProps = { readonly payload: NoticePayload; readonly keyText: string };

/** Who outside has seen the log of this notice: how many of how many witnesses, up to where, and since when it is unwitnessed. */
export function SeenByWitnesses({ payload, keyText }: SeenProps) {
  const { t } = useTranslation('verification');
  const [standing, setStanding] = useState<Standing>();
  const { receipt } = payload.proof;
  useEffect(() => {
    let isCurrent = true;
    void import('./witnessed.js')
      .then(({ standingOf, readLog }) => standingOf(receipt, keyText, readLog))
      .then((found) => {
        if (isCurrent) setStanding(found);
      });
    return () => {
      isCurrent = false;
    };
  }, [receipt, keyText]);
  return (
    <section aria-labelledby="witnesses" className={styles.part}>
      <h2 id="witnesses" className={styles.heading}>
        {t('witnesses.title')}
      </h2>
      <div role="status" className={styles.part}>
        {standing === undefined ? <p>{t('working')}</p> : <StandingShown standing={standing} />}
      </div>
      {standing?.stage === 'witnessed' && (standing.same === 'earlier' || standing.same === 'later') ? (
        <OneLog receipt={receipt} keyText={keyText} standing={standing} />
      ) : null}
    </section>
  );
}

function StandingShown({ standing }: { readonly standing: Standing }) {
  const { t } = useTranslation('verification');
  const language = useLanguage();
  if (standing.stage === 'nobody' || standing.stage === 'silent') return <p>{t(`witnesses.${standing.stage}`)}</p>;
  const { required, all } = standing;
  if (standing.stage === 'not-yet') return <p>{t('witnesses.notYet', { required, all })}</p>;
  const { signed, head, at, isCovered, same } = standing;
  const time = exactTimeWithZone(at.getTime(), language);
  return (
    <>
      <p>{t('witnesses.upTo', { signed, all, required, size: head.size, at: time })}</p>
      {same === 'other' ? <p className={styles.why}>{t('witnesses.otherHead')}</p> : null}
      {same === 'same' ? <p>{t('witnesses.sameHead')}</p> : null}
      {same === 'earlier' || same === 'later' ? (
        <p>{isCovered ? t('witnesses.covered') : t('witnesses.since', { at: time })}</p>
      ) : null}
    </>
  );
}

type OneLogProps = {
  readonly receipt: string;
  readonly keyText: string;
  readonly standing: Extract<Standing, { stage: 'witnessed' }>;
};

/** The last doubt, on demand: whether the witnesses saw this very log, and not another one under the same key. */
function OneLog({ receipt, keyText, standing }: OneLogProps) {
  const { t } = useTranslation('verification');
  const [isBusy, setIsBusy] = useState(false);
  const [found, setFound] = useState<'one' | 'two' | 'silent'>();
  const ask = async (): Promise<void> => {
    setIsBusy(true);
    const { isOneLog, readLog } = await import('./witnessed.js');
    const isOne = await isOneLog(receipt, keyText, standing.head, readLog);
    setFound(isOne === undefined ? 'silent' : isOne ? 'one' : 'two');
    setIsBusy(false);
  };
  return (
    <>
      <div>
        <PlainButton isBusy={isBusy} onClick={() => void ask()}>
          {t('witnesses.check')}
        </PlainButton>
      </div>
      <p>{t('witnesses.checkHint')}</p>
      <p role="status" className={found === 'two' ? styles.why : styles.verdict}>
        {found === undefined ? null : t(`witnesses.found.${found}`)}
      </p>
    </>
  );
}
