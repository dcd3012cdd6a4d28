import type { Problem } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useWords } from '../words.js';
import styles from './plain-problem.module.css';

/** Something did not work: what, what to do next, the number for the operator. */
export function PlainProblem({ problem }: { problem: Problem }) {
  const { t } = useTranslation('ui');
  const words = useWords();
  return (
    <div className={styles.problem} role="alert">
      <p>
        <strong>{words(problem.words.title)}</strong>
      </p>
      <p>{words(problem.words.next)}</p>
      {problem.reference === '' ? null : (
        <p className={styles.reference}>{t('error.reference', { reference: problem.reference })}</p>
      )}
    </div>
  );
}
