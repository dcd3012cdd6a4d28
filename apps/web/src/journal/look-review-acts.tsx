import { type LookReview, lookReviewEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { problemOf } from '../ui/failure.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { EntryLink } from './look-panel.js';

/** What the auditor does with a look that was drawn: settle it, or ask the officer's superior first. */
export function LookReviewActs({ look }: { look: LookReview }) {
  const { t } = useTranslation('journal');
  const [verdict, setVerdict] = useState<'in_order' | 'not_in_order'>();
  const refresh = [lookReviewEndpoints.list];
  const ask = useAct(lookReviewEndpoints.ask, { refresh, say: t('looks.acts.asked') });
  const settle = useAct(lookReviewEndpoints.settle, {
    refresh,
    say: t('looks.acts.settled'),
    onDone: () => setVerdict(undefined),
  });
  const params = { id: look.id };
  if (look.state === 'in_order' || look.state === 'not_in_order') return <EntryLink entryId={look.entryId} />;
  const failed = ask.error ?? settle.error;
  return (
    <Stack>
      {failed ? <ErrorState problem={problemOf(failed)} /> : null}
      <EntryLink entryId={look.entryId} />
      <Line>
        <Button onClick={() => setVerdict('in_order')}>{t('looks.acts.inOrder')}</Button>
        <Button loading={ask.isPending} onClick={() => ask.mutate({ params, body: { wants: 'confirmation' } })}>
          {t('looks.acts.confirm')}
        </Button>
        <Button loading={ask.isPending} onClick={() => ask.mutate({ params, body: { wants: 'explanation' } })}>
          {t('looks.acts.explain')}
        </Button>
        <Button onClick={() => setVerdict('not_in_order')}>{t('looks.acts.notInOrder')}</Button>
      </Line>
      <ConfirmReason
        isOpen={verdict !== undefined}
        title={t(verdict === 'in_order' ? 'looks.acts.inOrderTitle' : 'looks.acts.notInOrderTitle')}
        consequence={t('looks.acts.settleMeans')}
        act={t('looks.acts.settle')}
        reasonLabel={t('looks.found')}
        isBusy={settle.isPending}
        onConfirm={(words) => verdict && settle.mutate({ params, body: { verdict, words } })}
        onCancel={() => setVerdict(undefined)}
      />
    </Stack>
  );
}
