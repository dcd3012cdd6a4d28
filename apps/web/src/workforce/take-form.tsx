import { rosterEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { DayInput } from '../ui/day-input.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';
import { dayInChina } from '../ui/time.js';
import type { LoadProgress } from './answers.js';
import { useKeepLoad } from './use-keep-load.js';

/** Takes the differences, once they were seen. */
export function TakeForm({ load }: { load: LoadProgress }) {
  const { t } = useTranslation('workforce');
  const keep = useKeepLoad();
  const [leftOn, setLeftOn] = useState(dayInChina(new Date().toISOString()));
  const take = useAct(rosterEndpoints.take, { say: t('said.taking'), onDone: keep });
  const { new: fresh, changed, left } = load.counts;
  return (
    <Panel title={t('load.take')}>
      <Form
        label={t('load.take')}
        onSend={() => take.mutate({ params: { id: load.id }, body: { leftOn, version: load.version } })}
        problem={take.error ? problemOf(take.error) : undefined}
        actions={
          <Button type="primary" htmlType="submit" loading={take.isPending}>
            {t('load.takeAct')}
          </Button>
        }
      >
        <p>{t('load.takeLead', { new: fresh, changed, left })}</p>
        {left > 0 ? (
          <Field label={t('load.leftOn')}>
            {(wiring) => <DayInput {...wiring} value={leftOn} onChange={setLeftOn} />}
          </Field>
        ) : null}
      </Form>
    </Panel>
  );
}
