import { type EmergencyLook, emergencyLookEndpoints, type WithheldPeriod } from '@gatehouse/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { DayInput } from '../ui/day-input.js';
import { FactList } from '../ui/fact-list.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { StatusTag, type Tone } from '../ui/status-tag.js';
import { useDay } from '../ui/words.js';

const refresh = [emergencyLookEndpoints.list, emergencyLookEndpoints.toReview];

const tones: Readonly<Record<WithheldPeriod['state'], Tone>> = {
  waiting: 'waiting',
  lapsed: 'ended',
  declined: 'ended',
  withheld: 'active',
  overdue: 'waiting',
  released: 'ended',
};

/** Whether a look is withheld from whom it is about, until when and why; and what this reader may do about it. */
export function Withholding({ look }: { look: EmergencyLook }) {
  const { t } = useTranslation('access');
  if (look.withheld.length === 0 && look.mayWithhold.length === 0) return null;
  return (
    <Stack>
      <h3>{t('emergency.withheld.title')}</h3>
      {look.withheld.map((period) => (
        <Period key={period.number} period={period} />
      ))}
      {look.mayWithhold.includes('decide') ? <Decide id={look.id} /> : null}
      {look.mayWithhold.includes('withhold') ? <Ask look={look} /> : null}
    </Stack>
  );
}

function Period({ period }: { period: WithheldPeriod }) {
  const { t } = useTranslation('access');
  const dayOf = useDay();
  return (
    <FactList
      facts={[
        {
          key: 'state',
          name: t('emergency.withheld.state'),
          value: <StatusTag tone={tones[period.state]} word={t(`emergency.withheld.states.${period.state}`)} />,
        },
        { key: 'until', name: t('emergency.withheld.until'), value: dayOf(period.untilDay) },
        { key: 'reason', name: t('emergency.ask.reason'), value: period.reason ?? t('emergency.withheld.reasonLost') },
        { key: 'asked', name: t('emergency.asked'), value: <Clock at={period.askedAt} exact /> },
        ...(period.decidedBy === undefined
          ? []
          : [{ key: 'decided', name: t('emergency.withheld.decidedBy'), value: period.decidedBy }]),
        ...(period.restoredAt === undefined
          ? []
          : [
              {
                key: 'restored',
                name: t('emergency.withheld.restored'),
                value: <Clock at={period.restoredAt} exact />,
              },
            ]),
      ]}
    />
  );
}

function Decide({ id }: { id: string }) {
  const { t } = useTranslation('access');
  const decide = useAct(emergencyLookEndpoints.decideWithholding, { refresh, say: t('emergency.done') });
  return (
    <Stack>
      <p>{t('emergency.withheld.decideHint')}</p>
      {decide.error ? <ErrorState problem={problemOf(decide.error)} /> : null}
      <Line>
        {(['approve', 'decline'] as const).map((decision) => (
          <Button
            key={decision}
            type={decision === 'approve' ? 'primary' : 'default'}
            loading={decide.isPending}
            onClick={() => decide.mutate({ params: { id }, body: { decision } })}
          >
            {t(`emergency.withheld.${decision}`)}
          </Button>
        ))}
      </Line>
    </Stack>
  );
}

function Ask({ look }: { look: EmergencyLook }) {
  const { t } = useTranslation('access');
  const dayOf = useDay();
  const [isOpen, setIsOpen] = useState(false);
  const [untilDay, setUntilDay] = useState('');
  const [reason, setReason] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const ask = useAct(emergencyLookEndpoints.withhold, { refresh, say: t('emergency.withheld.asked') });
  if (!isOpen)
    return (
      <div>
        <Button onClick={() => setIsOpen(true)}>{t('emergency.withheld.ask')}</Button>
      </div>
    );
  const send = (): void => {
    setIsAsked(true);
    if (untilDay === '' || reason.trim().length < 2) return;
    ask.mutate({ params: { id: look.id }, body: { untilDay, reason: reason.trim() } });
  };
  return (
    <Form
      label={t('emergency.withheld.ask')}
      onSend={send}
      problem={ask.error ? problemOf(ask.error) : undefined}
      actions={
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {t('emergency.withheld.act')}
        </Button>
      }
    >
      <Field
        label={t('emergency.withheld.until')}
        hint={t('emergency.withheld.untilHint', { day: dayOf(look.withholdAtMost) })}
        problem={isAsked && untilDay === '' ? t('emergency.withheld.untilMissing') : undefined}
      >
        {(wiring) => <DayInput {...wiring} value={untilDay} onChange={setUntilDay} />}
      </Field>
      <Field
        label={t('emergency.ask.reason')}
        hint={t('emergency.withheld.reasonHint')}
        problem={isAsked && reason.trim().length < 2 ? t('emergency.ask.reasonMissing') : undefined}
      >
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </Form>
  );
}
