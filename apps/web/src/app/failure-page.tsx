import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { ErrorState } from '../ui/states.js';
import styles from './failure-page.module.css';
import { Brand } from './shell/brand.js';

/** Instead of a page that could not be shown; the navigation stays around it. */
export function FailurePage({ error }: { error: unknown }) {
  const { t } = useTranslation('app');
  const router = useRouter();
  const problem = problemOf(error);
  return (
    <div className={styles.page}>
      <PageTitle title={t('failure.title')} />
      <ErrorState problem={problem} {...(problem.status === 403 ? {} : { onRepeat: () => void router.invalidate() })} />
      <ButtonLink to="/">{t('toToday')}</ButtonLink>
    </div>
  );
}

/** The same where there is no navigation around it. */
export function FailureWithoutShell({ error }: { error: unknown }) {
  return (
    <main className={styles.alone}>
      <Brand />
      <FailurePage error={error} />
    </main>
  );
}
