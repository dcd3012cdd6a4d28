import { type InquiryView, reviewEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useTitleOf } from './choices.js';
import { ReturnDialog } from './return-dialog.js';
import { useInquiryOptions } from './use-inquiry-options.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

/** Approve or return, for the reviewing authority; for the unit, why it was returned. */
export function ReviewActions({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const keep = useKeepInquiry();
  const [isReturning, setIsReturning] = useState(false);
  const approve = useAct(reviewEndpoints.approve, { say: t('said.approved'), onDone: keep });
  const mayReturn = view.may.includes('return');
  if (!view.may.includes('approve') && !mayReturn) return <Returned view={view} />;
  return (
    <Panel title={t('review.title')}>
      <Stack>
        <p>{t('review.lead')}</p>
        {approve.error ? <ErrorState problem={problemOf(approve.error)} /> : null}
        <Line>
          {view.may.includes('approve') ? (
            <Button
              type="primary"
              loading={approve.isPending}
              onClick={() => approve.mutate({ params: { id: view.id }, body: { version: view.version } })}
            >
              {t('review.approve')}
            </Button>
          ) : null}
          {mayReturn ? <Button onClick={() => setIsReturning(true)}>{t('review.return')}</Button> : null}
        </Line>
        <ReturnDialog view={view} isOpen={isReturning} onClose={() => setIsReturning(false)} />
      </Stack>
    </Panel>
  );
}

function Returned({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const titleOf = useTitleOf();
  const options = useInquiryOptions();
  if (!view.returned || view.state !== 'RETURNED') return null;
  return (
    <Panel title={t('review.returned')} aside={<Clock at={view.returned.at} />}>
      <Stack gap="small">
        <ul>
          {view.returned.reasons.map((reason) => (
            <li key={reason}>{titleOf(options?.returnReasons, reason)}</li>
          ))}
        </ul>
        {view.returned.words === '' ? null : <p>{view.returned.words}</p>}
      </Stack>
    </Panel>
  );
}
