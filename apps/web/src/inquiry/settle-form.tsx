import { inquiryEndpoints, type InquiryView, type settlementKinds } from '@gatehouse/contract';
import { Button, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { DayInput } from '../ui/day-input.js';
import { problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';
import { dayInChina } from '../ui/time.js';
import { useChoices } from './choices.js';
import { type ForRoster, RosterFields } from './roster-fields.js';
import { useInquiryOptions } from './use-inquiry-options.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

type SettlementKind = (typeof settlementKinds)[number];

/** Says what came of the answer. A start before the answer is refused and stays as a breach: said before it is sent. */
export function SettleForm({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const choices = useChoices();
  const options = useInquiryOptions();
  const keep = useKeepInquiry();
  const [kind, setKind] = useState<SettlementKind>();
  const [on, setOn] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const [forRoster, setForRoster] = useState<ForRoster>({});
  const settle = useAct(inquiryEndpoints.settle, {
    say: t('said.settled'),
    refresh: [inquiryEndpoints.read],
    onDone: keep,
  });
  const isBarred = view.decision?.outcome === 'record_found';
  const offered = (options?.settlements ?? []).filter(({ id }) => view.settlements.includes(id));
  const releasedOn = view.mayStartFrom === undefined ? undefined : dayInChina(view.mayStartFrom);
  const isTooEarly = kind === 'hired' && on !== '' && releasedOn !== undefined && on < releasedOn;
  const send = (): void => {
    setIsAsked(true);
    const roster = kind === 'hired' ? forRoster : {};
    if (kind && on !== '')
      settle.mutate({ params: { id: view.id }, body: { kind, on, version: view.version, ...roster } });
  };
  return (
    <Panel title={t('settle.title')}>
      <Form
        label={t('settle.title')}
        onSend={send}
        problem={settle.error ? problemOf(settle.error) : undefined}
        actions={
          <Button type="primary" htmlType="submit" loading={settle.isPending}>
            {t('settle.act')}
          </Button>
        }
      >
        <FieldGroup
          label={t('settle.kind')}
          hint={isBarred ? t('settle.barred') : undefined}
          problem={isAsked && !kind ? t('settle.kindMissing') : undefined}
        >
          <Radio.Group
            vertical
            value={kind ?? null}
            options={choices(offered)}
            onChange={(event) => setKind(event.target.value as SettlementKind)}
          />
        </FieldGroup>
        <Field
          label={t('settle.on')}
          hint={t('settle.onHint')}
          problem={isTooEarly ? t('settle.tooEarly') : isAsked && on === '' ? t('settle.onMissing') : undefined}
        >
          {(wiring) => <DayInput {...wiring} value={on} onChange={setOn} />}
        </Field>
        {kind === 'hired' ? (
          <RosterFields
            view={view}
            value={forRoster}
            onChange={setForRoster}
            problem={settle.error ? problemOf(settle.error) : undefined}
          />
        ) : null}
      </Form>
    </Panel>
  );
}
