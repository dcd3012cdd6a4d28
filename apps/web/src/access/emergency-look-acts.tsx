import { type EmergencyLook, emergencyLookEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { problemOf } from '../ui/failure.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';

const refresh = [emergencyLookEndpoints.list, emergencyLookEndpoints.toReview, emergencyLookEndpoints.open];

/** What this reader may do with a look, and nothing else. */
export function EmergencyLookActs({ look }: { look: EmergencyLook }) {
  const { t } = useTranslation('access');
  const approve = useAct(emergencyLookEndpoints.approve, { refresh, say: t('emergency.done') });
  const decline = useAct(emergencyLookEndpoints.decline, { refresh, say: t('emergency.done') });
  const alone = useAct(emergencyLookEndpoints.openAlone, { refresh, say: t('emergency.done') });
  const end = useAct(emergencyLookEndpoints.end, { refresh, say: t('emergency.done') });
  const steps = [
    { deed: 'approve', act: approve, words: t('emergency.act.approve'), isPrimary: true },
    { deed: 'decline', act: decline, words: t('emergency.act.decline'), isPrimary: false },
    { deed: 'open_alone', act: alone, words: t('emergency.act.open_alone'), isPrimary: true },
    { deed: 'end', act: end, words: t('emergency.act.end'), isPrimary: false },
  ] as const;
  const offered = steps.filter(({ deed }) => look.may.includes(deed));
  const failed = steps.find(({ act }) => act.error !== null)?.act.error;
  if (look.may.includes('review')) return <Review look={look} />;
  if (offered.length === 0) return null;
  return (
    <Stack>
      {look.may.includes('approve') ? <p>{t('emergency.act.approveHint')}</p> : null}
      {look.may.includes('open_alone') ? <p>{t('emergency.act.aloneHint')}</p> : null}
      {failed ? <ErrorState problem={problemOf(failed)} /> : null}
      <Line>
        {offered.map(({ deed, act, words, isPrimary }) => (
          <Button
            key={deed}
            type={isPrimary ? 'primary' : 'default'}
            loading={act.isPending}
            onClick={() => act.mutate({ params: { id: look.id } })}
          >
            {words}
          </Button>
        ))}
      </Line>
    </Stack>
  );
}

/** The auditor says whether it was in order, in words that stay. */
function Review({ look }: { look: EmergencyLook }) {
  const { t } = useTranslation('access');
  const [verdict, setVerdict] = useState<NonNullable<EmergencyLook['verdict']>>();
  const review = useAct(emergencyLookEndpoints.review, {
    refresh,
    say: t('emergency.done'),
    onDone: () => setVerdict(undefined),
  });
  return (
    <Stack>
      {review.error ? <ErrorState problem={problemOf(review.error)} /> : null}
      <Line>
        <Button onClick={() => setVerdict('in_order')}>{t('emergency.act.inOrder')}</Button>
        <Button onClick={() => setVerdict('not_in_order')}>{t('emergency.act.notInOrder')}</Button>
      </Line>
      <ConfirmReason
        isOpen={verdict !== undefined}
        title={t(verdict === 'in_order' ? 'emergency.act.inOrderTitle' : 'emergency.act.notInOrderTitle')}
        consequence={t(verdict === 'in_order' ? 'emergency.act.inOrderMeans' : 'emergency.act.notInOrderMeans')}
        act={t('emergency.act.review')}
        reasonLabel={t('emergency.verdictWords')}
        isBusy={review.isPending}
        onConfirm={(words) => verdict && review.mutate({ params: { id: look.id }, body: { verdict, words } })}
        onCancel={() => setVerdict(undefined)}
      />
    </Stack>
  );
}
