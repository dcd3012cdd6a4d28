import { emergencyLookEndpoints, withheldLookEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { useDay } from '../ui/words.js';
import { EmergencyLookPanel } from './emergency-look-panel.js';

/** Emergency looks for the auditor, those that wait for a review first. */
export function EmergencyReviewsPage() {
  const { t } = useTranslation('access');
  const looks = useEndpoint(emergencyLookEndpoints.toReview, {});
  return (
    <>
      <PageTitle title={t('emergency.review.title')} lead={t('emergency.review.lead')} />
      <Stack gap="large">
        <WithheldCounted />
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

/** How many looks are withheld from whom they are about, since when the oldest, and what is past its day. */
function WithheldCounted() {
  const { t } = useTranslation('access');
  const dayOf = useDay();
  const counts = useEndpoint(withheldLookEndpoints.counts, {});
  const last = counts.data?.days[0];
  if (last === undefined) return null;
  return (
    <p>
      {last.oldestSince === null
        ? t('emergency.withheld.noneNow')
        : t('emergency.withheld.count', { count: last.looks, since: dayOf(last.oldestSince) })}{' '}
      {last.overdue > 0 ? t('emergency.withheld.overdueCount', { count: last.overdue }) : ''}
    </p>
  );
}
