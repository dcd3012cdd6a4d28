import { ownPageEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { useLinkAct } from '../consent/use-link-act.js';
import { PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { useWords } from '../ui/words.js';
import styles from './own-page.module.css';
import type { OwnPageView } from './use-own-page.js';

type WithdrawStepProps = {
  readonly unit: OwnPageView['units'][number];
  readonly onChanged: (page: OwnPageView) => void;
  readonly onBack: () => void;
};

/** Before a consent is taken back: what follows from it. Who they are was proven at the desk, so they type nothing. */
export function WithdrawStep({ unit, onChanged, onBack }: WithdrawStepProps) {
  const { t } = useTranslation('own-page');
  const words = useWords();
  const act = useLinkAct();
  const send = (): void =>
    void act.run(async (options) =>
      onChanged(await call(ownPageEndpoints.withdraw, { params: { id: unit.id }, body: {} }, options)),
    );
  return (
    <>
      <PageTitle title={t('withdraw.title', { unit: words(unit.unit) })} lead={t('withdraw.lead')} />
      <div className={styles.form}>
        {act.problem ? <PlainProblem problem={act.problem} /> : null}
        <PlainButton isPrimary isBusy={act.isBusy} onClick={send}>
          {t('withdraw.send')}
        </PlainButton>
        <PlainButton onClick={onBack}>{t('withdraw.back')}</PlainButton>
      </div>
    </>
  );
}
