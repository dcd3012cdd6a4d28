import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/buttons.js';
import { localFailure } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { ErrorState } from '../ui/states.js';
import styles from './failure-page.module.css';
import { sessionQuery } from './session/session.js';
import { Brand } from './shell/brand.js';
import { SignedInFrame } from './signed-in-frame.js';

/**
 * For an address that is nothing, or nothing this person may see: the two look alike. Whoever is signed in keeps their tasks
 * around it, and so the way on; a stranger, or somebody of whom it cannot be known, meets it alone.
 */
export function NotFoundPage() {
  const session = useQuery({ ...sessionQuery, retry: false });
  if (session.isPending) return null;
  if (session.data) {
    return (
      <SignedInFrame session={session.data}>
        <div className={styles.page}>
          <NothingHere />
        </div>
      </SignedInFrame>
    );
  }
  return (
    <main className={styles.alone}>
      <Brand />
      <NothingHere />
    </main>
  );
}

function NothingHere() {
  const { t } = useTranslation('app');
  return (
    <>
      <PageTitle title={t('notFound.title')} />
      <ErrorState problem={localFailure('not-found').problem} />
      <ButtonLink to="/">{t('toToday')}</ButtonLink>
    </>
  );
}
