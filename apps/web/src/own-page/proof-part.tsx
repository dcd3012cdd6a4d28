import { type OwnInquiry, proofEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { useLinkAct } from '../consent/use-link-act.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { exactTime } from '../ui/time.js';
import { useLanguage, useWords } from '../ui/words.js';
import styles from './own-page.module.css';
import type { OwnPageView } from './use-own-page.js';

type ProofPartProps = {
  readonly inquiry: OwnInquiry;
  readonly onProve: () => void;
  readonly onChanged: (page: OwnPageView) => void;
};

/** The proofs of one answer that stand, how to take them back, and the way to another; nothing where there are none and can be none. */
export function ProofPart({ inquiry: { id, mayProve, proofs }, onProve, onChanged }: ProofPartProps) {
  const { t } = useTranslation('own-page');
  const words = useWords();
  const language = useLanguage();
  const act = useLinkAct();
  if (!mayProve && proofs.length === 0) return null;
  const withdraw = (): void =>
    void act.run(async (options) =>
      onChanged(await call(proofEndpoints.withdraw, { params: { id }, body: {} }, options)),
    );
  return (
    <section className={styles.part} aria-label={t('prove.given')}>
      {proofs.map(({ unit, until }) => (
        <p key={`${unit.zh}-${until}`}>
          {t('prove.stands', { unit: words(unit), until: exactTime(Date.parse(until), language) })}
        </p>
      ))}
      {act.problem ? <PlainProblem problem={act.problem} /> : null}
      {proofs.length > 0 ? (
        <PlainButton isBusy={act.isBusy} onClick={withdraw}>
          {t('prove.withdraw')}
        </PlainButton>
      ) : null}
      {mayProve ? <PlainButton onClick={onProve}>{t('prove.open')}</PlainButton> : null}
    </section>
  );
}
