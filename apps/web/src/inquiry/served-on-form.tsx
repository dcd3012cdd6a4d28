import type { Problem } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../ui/day-input.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';

type ServedOnFormProps = {
  readonly title: string;
  readonly act: string;
  readonly isBusy: boolean;
  readonly problem: Problem | undefined;
  readonly onServed: (servedOn: string) => void;
};

/** The day on which serving staff were given notice: the yearly check rests on the law and on it, not on consent. */
export function ServedOnForm({ title, act, isBusy, problem, onServed }: ServedOnFormProps) {
  const { t } = useTranslation('inquiry');
  const [servedOn, setServedOn] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const send = (): void => {
    setIsAsked(true);
    if (servedOn !== '') onServed(servedOn);
  };
  return (
    <Panel title={title}>
      <Form
        label={title}
        onSend={send}
        problem={problem}
        actions={
          <Button htmlType="submit" loading={isBusy}>
            {act}
          </Button>
        }
      >
        <Field
          label={t('serve.on')}
          hint={t('serve.hint')}
          problem={isAsked && servedOn === '' ? t('serve.missing') : undefined}
        >
          {(wiring) => <DayInput {...wiring} value={servedOn} onChange={setServedOn} />}
        </Field>
      </Form>
    </Panel>
  );
}
