import type { EmergencyLook } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { Clock } from '../ui/clock.js';
import { type Fact, FactList } from '../ui/fact-list.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { StatusTag, type Tone } from '../ui/status-tag.js';
import { EmergencyLookActs } from './emergency-look-acts.js';
import { EmergencyLookContent } from './emergency-look-content.js';
import { Withholding } from './withholding.js';

const tones: Readonly<Record<EmergencyLook['state'], Tone>> = {
  waiting: 'waiting',
  declined: 'ended',
  open: 'active',
  over: 'ended',
  lapsed: 'ended',
};

/** One emergency look: who, why, since when, what is due, and what this reader may do. Never whom it is about. */
export function EmergencyLookPanel({ look }: { look: EmergencyLook }) {
  const { t } = useTranslation('access');
  return (
    <Panel
      title={look.isOwn ? t('emergency.own') : t('emergency.of', { who: look.askedBy })}
      aside={<StatusTag tone={tones[look.state]} word={t(`emergency.state.${look.state}`)} />}
    >
      <Stack>
        <FactList facts={useFacts(look)} />
        {look.may.includes('look') ? <EmergencyLookContent id={look.id} /> : null}
        <EmergencyLookActs look={look} />
        <Withholding look={look} />
      </Stack>
    </Panel>
  );
}

function useFacts(look: EmergencyLook): Fact[] {
  const { t } = useTranslation('access');
  const clock = (key: string, name: string, at: string | undefined, kind: 'due' | 'happened'): Fact[] =>
    at === undefined ? [] : [{ key, name, value: <Clock at={at} kind={kind} exact /> }];
  const word = (key: string, name: string, value: string | undefined): Fact[] =>
    value === undefined ? [] : [{ key, name, value }];
  const isWaiting = look.state === 'waiting';
  return [
    ...word('ground', t('emergency.ask.ground'), t(`emergency.ground.${look.ground}`)),
    ...word('reason', t('emergency.ask.reason'), look.reason),
    ...word('reference', t('emergency.ask.reference'), look.reference),
    ...clock('asked', t('emergency.asked'), look.askedAt, 'happened'),
    ...clock('alone', t('emergency.aloneFrom'), isWaiting && look.isOwn ? look.aloneFrom : undefined, 'due'),
    ...clock('opened', t('emergency.opened'), look.openedAt, 'happened'),
    ...word('approved', t('emergency.approvedBy'), look.isAlone ? t('emergency.alone') : look.approvedBy),
    ...clock('until', t('emergency.openUntil'), look.state === 'open' ? look.openUntil : undefined, 'due'),
    ...clock('review', t('emergency.reviewDue'), look.verdict ? undefined : look.reviewDueAt, 'due'),
    ...word('verdict', t('emergency.verdictTitle'), look.verdict && t(`emergency.verdict.${look.verdict}`)),
    ...word('verdictWords', t('emergency.verdictWords'), look.verdictWords),
    ...clock('suspended', t('emergency.suspended'), look.suspendedAt, 'happened'),
  ];
}
