import { useTranslation } from 'react-i18next';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState } from '../ui/states.js';

/** What needs this person today. */
export function HomePage() {
  const { t } = useTranslation('home');
  return (
    <>
      <PageTitle title={t('title')} lead={t('lead')} />
      <EmptyState title={t('empty.title')} next={t('empty.next')} />
    </>
  );
}
