import { prohibitionEndpoints, type ProhibitionView } from '@gatehouse/contract';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { DayInput } from '../ui/day-input.js';
import { problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';
import { refreshed } from './refreshed.js';

const kinds = ['lift', 'shorten'] as const;

/** Proposes that an order ends by a decision; a second procurator decides. */
export function EndEarlier({ one: { id, version } }: { one: ProhibitionView }) {
  const { t } = useTranslation('supervision');
  const [kind, setKind] = useState<(typeof kinds)[number]>('lift');
  const [endsOn, setEndsOn] = useState('');
  const [reason, setReason] = useState('');
  const propose = useAct(prohibitionEndpoints.propose, { ...refreshed, say: t('said.proposed') });
  return (
    <Panel title={t('end.title')}>
      <details>
        <summary>{t('end.open')}</summary>
        <Form
          label={t('end.title')}
          onSend={() => {
            if (endsOn !== '' && reason.trim() !== '')
              propose.mutate({ params: { id }, body: { kind, version, endsOn, reason: reason.trim() } });
          }}
          problem={propose.error ? problemOf(propose.error) : undefined}
          actions={
            <Button htmlType="submit" loading={propose.isPending}>
              {t('form.propose')}
            </Button>
          }
        >
          <FieldGroup label={t('end.kind')}>
            <Radio.Group
              value={kind}
              options={kinds.map((value) => ({ value, label: t(`end.kinds.${value}`) }))}
              onChange={(event) => setKind(event.target.value as (typeof kinds)[number])}
            />
          </FieldGroup>
          <Field label={t('end.on')} hint={t(`end.onHint.${kind}`)}>
            {(wiring) => <DayInput {...wiring} value={endsOn} onChange={setEndsOn} />}
          </Field>
          <Field label={t('form.reason')} hint={t('form.reasonHint')}>
            {(wiring) => (
              <Input.TextArea
                {...wiring}
                value={reason}
                maxLength={1000}
                autoSize={{ minRows: 3, maxRows: 8 }}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        </Form>
      </details>
    </Panel>
  );
}
