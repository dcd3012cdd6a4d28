import { emergencyLookEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { EmergencyLookPanel } from './emergency-look-panel.js';

/** Emergency looks for the auditor, those that wait for a review first. */
export function EmergencyReviewsPage() {
  const { t } = useTranslation('access');
  const looks = useEndpoint(emergencyLookEndpoints.toReview, {});
  return (
    <>
      <PageTitle title={t('emergency.review.title')} lead={t('emergency.review.lead')} />
      <Stack gap="large">
        {looks.isPending ? <ListSkeleton /> : null}
        {looks.error ? <ErrorState problem={problemOf(looks.error)} onRepeat={() => void looks.refetch()} /> : null}
        {looks.data?.items.length === 0 ? (
          <EmptyState title={t('emergency.review.empty')} next={t('emergency.review.emptyNext')} />
        ) : null}
        {looks.data?.items.map((look) => (
          <EmergencyLookPanel key={look.id} look={look} />
        ))}
      </Stack>
    </>
  );
}
