import { inquiryEndpoints, type InquiryView } from '@gatehouse/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

/** For serving staff: the yearly check rests on the law and on notice, not on consent. */
export function ServeNotice({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const keep = useKeepInquiry();
  const [servedOn, setServedOn] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const serve = useAct(inquiryEndpoints.serveNotice, { say: t('said.served'), onDone: keep });
  const send = (): void => {
    setIsAsked(true);
    if (servedOn !== '') serve.mutate({ params: { id: view.id }, body: { servedOn, version: view.version } });
  };
  return (
    <Panel title={t('serve.title')}>
      <Form
        label={t('serve.title')}
        onSend={send}
        problem={serve.error ? problemOf(serve.error) : undefined}
        actions={
          <Button htmlType="submit" loading={serve.isPending}>
            {t('serve.act')}
          </Button>
        }
      >
        <Field
          label={t('serve.on')}
          hint={t('serve.hint')}
          problem={isAsked && servedOn === '' ? t('serve.missing') : undefined}
        >
          {(wiring) => (
            <Input {...wiring} type="date" value={servedOn} onChange={(event) => setServedOn(event.target.value)} />
          )}
        </Field>
      </Form>
    </Panel>
  );
}
