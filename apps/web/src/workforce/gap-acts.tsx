import { coverageEndpoints, gapEndpoints, type GapTask } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { problemOf } from '../ui/failure.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';

type Asked = 'order' | 'reply' | 'corrected' | 'not_corrected';

/** What one may do with a gap now: order, reply, verify or send back, each in words. */
export function GapActs({ gap }: { gap: GapTask }) {
  const { t } = useTranslation('workforce');
  const [asked, setAsked] = useState<Asked>();
  const done = { lists: ['gaps'], refresh: [coverageEndpoints.home], onDone: () => setAsked(undefined) };
  const order = useAct(gapEndpoints.order, { ...done, say: t('gaps.said.order') });
  const reply = useAct(gapEndpoints.reply, { ...done, say: t('gaps.said.reply') });
  const verify = useAct(gapEndpoints.verify, { ...done, say: t('gaps.said.verify') });
  const offered = gap.may.flatMap((deed): Asked[] => {
    if (deed === 'mend') return [];
    return deed === 'verify' ? ['corrected', 'not_corrected'] : [deed];
  });
  const params = { id: gap.id };
  const send = (words: string): void => {
    if (asked === 'order') order.mutate({ params, body: { words } });
    if (asked === 'reply') reply.mutate({ params, body: { words } });
    if (asked === 'corrected' || asked === 'not_corrected') verify.mutate({ params, body: { verdict: asked, words } });
  };
  const failure = order.error ?? reply.error ?? verify.error;
  if (gap.may.includes('mend'))
    return <ButtonLink to={gap.employmentId ? '/coverage' : '/staff'}>{t('gaps.mend')}</ButtonLink>;
  if (offered.length === 0) return <span>{t('gaps.watch')}</span>;
  return (
    <Stack gap="small">
      {offered.map((deed, place) => (
        <Button key={deed} type={place === 0 ? 'primary' : 'default'} onClick={() => setAsked(deed)}>
          {t(`gaps.deed.${deed}`)}
        </Button>
      ))}
      {failure ? <ErrorState problem={problemOf(failure)} /> : null}
      <ConfirmReason
        isOpen={asked !== undefined}
        title={t(`gaps.sure.${asked ?? 'order'}`)}
        consequence={t(`gaps.then.${asked ?? 'order'}`)}
        act={t(`gaps.deed.${asked ?? 'order'}`)}
        reasonLabel={t(`gaps.write.${asked ?? 'order'}`)}
        isBusy={order.isPending || reply.isPending || verify.isPending}
        onConfirm={send}
        onCancel={() => setAsked(undefined)}
      />
    </Stack>
  );
}
