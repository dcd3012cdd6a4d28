import { type AnswerOf, ownPageEndpoints } from '@gatehouse/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { useLinkAct } from '../consent/use-link-act.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { useWords } from '../ui/words.js';
import { goToIdentity } from './identity.js';
import styles from './own-page.module.css';

type Ways = AnswerOf<typeof ownPageEndpoints.ways>;

/** The other way to the page, where this node has one: by electronic identity, without a desk. */
export function IdentityStep() {
  const { t } = useTranslation('own-page');
  const words = useWords();
  const ways = useWays();
  const go = useLinkAct();
  if (!ways?.electronicIdentity) return null;
  const name = words(ways.electronicIdentity.name);
  return (
    <section aria-labelledby="identity" className={`${styles.part} ${styles.unit}`}>
      <h2 id="identity" className={styles.heading}>
        {t('identity.title')}
      </h2>
      <p>{t('identity.lead', { name })}</p>
      {go.problem ? <PlainProblem problem={go.problem} /> : null}
      <PlainButton isBusy={go.isBusy} onClick={() => void go.run(goToIdentity)}>
        {t('identity.go', { name })}
      </PlainButton>
    </section>
  );
}

/** Asked beside the page: without an answer there is the code. */
function useWays(): Ways | undefined {
  const [ways, setWays] = useState<Ways>();
  useEffect(() => {
    let isShown = true;
    call(ownPageEndpoints.ways, {}).then(
      (answer) => {
        if (isShown) setWays(answer);
      },
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, []);
  return ways;
}
