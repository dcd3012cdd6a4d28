import { type LookReview, lookReviewEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { LookPanel } from './look-panel.js';

/** Looks of officers of the own house about which the auditor asks: does the file exist, and was it theirs? */
export function LookConfirmationsPage() {
  const { t } = useTranslation('journal');
  const { data, isPending, error, refetch } = useEndpoint(lookReviewEndpoints.toConfirm, {});
  return (
    <>
      <PageTitle title={t('looks.confirmTitle')} lead={t('looks.confirmLead')} />
      <Stack gap="large">
        {isPending ? <ListSkeleton /> : null}
        {error ? <ErrorState problem={problemOf(error)} onRepeat={() => void refetch()} /> : null}
        {data?.items.length === 0 ? (
          <EmptyState title={t('looks.confirmEmpty')} next={t('looks.confirmEmptyNext')} />
        ) : null}
        {data?.items.map((look) => (
          <LookPanel key={look.id} look={look}>
            <Answer look={look} />
          </LookPanel>
        ))}
      </Stack>
    </>
  );
}

function Answer({ look }: { look: LookReview }) {
  const { t } = useTranslation('journal');
  const [isConfirmed, setIsConfirmed] = useState<boolean>();
  const answer = useAct(lookReviewEndpoints.answer, {
    refresh: [lookReviewEndpoints.toConfirm],
    say: t('looks.acts.answered'),
  });
  return (
    <Stack>
      {answer.error ? <ErrorState problem={problemOf(answer.error)} /> : null}
      <Line>
        <Button onClick={() => setIsConfirmed(true)}>{t('looks.acts.yes')}</Button>
        <Button onClick={() => setIsConfirmed(false)}>{t('looks.acts.no')}</Button>
      </Line>
      <ConfirmReason
        isOpen={isConfirmed !== undefined}
        title={t(isConfirmed ? 'looks.acts.yesTitle' : 'looks.acts.noTitle')}
        consequence={t('looks.acts.answerMeans')}
        act={t('looks.acts.send')}
        reasonLabel={t('looks.answer')}
        isBusy={answer.isPending}
        onConfirm={(words) =>
          isConfirmed !== undefined && answer.mutate({ params: { id: look.id }, body: { isConfirmed, words } })
        }
        onCancel={() => setIsConfirmed(undefined)}
      />
    </Stack>
  );
}
