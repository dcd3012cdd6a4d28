import type { Problem } from '@gatehouse/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.js';
import { OnlyForReaders } from './only.js';
import styles from './states.module.css';
import { useWords } from './words.js';

/** Nothing here yet: what to do first, with the button that does it. */
export function EmptyState({ title, next, action }: { title: string; next: string; action?: ReactNode }) {
  return (
    <div className={styles.state}>
      <span className={styles.mark}>
        <Icon of="inbox" />
      </span>
      <div>
        <p className={styles.title}>{title}</p>
        <p className={styles.next}>{next}</p>
        {action ? <p className={styles.action}>{action}</p> : null}
      </div>
    </div>
  );
}

type ErrorStateProps = { readonly problem: Problem; readonly onRepeat?: () => void };

/** Something did not work: what, what to do next, and the number under which the operator finds it. */
export function ErrorState({ problem, onRepeat }: ErrorStateProps) {
  const { t } = useTranslation('ui');
  const words = useWords();
  return (
    <div className={`${styles.state} ${styles.failed}`} role="alert">
      <span className={styles.mark}>
        <Icon of="problem" />
      </span>
      <div>
        <p className={styles.title}>{words(problem.words.title)}</p>
        <p className={styles.next}>{words(problem.words.next)}</p>
        {problem.reference === '' ? null : (
          <p className={styles.reference}>{t('error.reference', { reference: problem.reference })}</p>
        )}
        {onRepeat ? (
          <p className={styles.action}>
            <Button icon={<Icon of="repeat" />} onClick={onRepeat}>
              {t('error.repeat')}
            </Button>
          </p>
        ) : null}
      </div>
    </div>
  );
}

/** Grey lines where a list will be. */
export function ListSkeleton({ rows = 4 }: { rows?: number }) {
  return (
    <Loading>
      {Array.from({ length: rows }, (_, row) => (
        <span key={`row-${String(row)}`} className={styles.row} />
      ))}
    </Loading>
  );
}

/** Grey lines where a record will be: its title, its facts. */
export function RecordSkeleton() {
  return (
    <Loading>
      <RecordLines />
    </Loading>
  );
}

/** The same in place of a whole page, which has a heading even while it loads. */
export function PageSkeleton() {
  return (
    <Loading isPage>
      <RecordLines />
    </Loading>
  );
}

function RecordLines() {
  return (
    <>
      <span className={styles.heading} />
      <span className={styles.row} />
      <span className={styles.block} />
    </>
  );
}

function Loading({ isPage = false, children }: { isPage?: boolean; children: ReactNode }) {
  const { t } = useTranslation('ui');
  const words = <OnlyForReaders>{t('loading')}</OnlyForReaders>;
  return (
    <div className={styles.skeleton} aria-busy="true">
      {isPage ? <h1>{words}</h1> : words}
      {children}
    </div>
  );
}
