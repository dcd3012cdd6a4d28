import { inquiryEndpoints, type InquiryView, type objectionReasons } from '@gatehouse/contract';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { useChoices } from './choices.js';
import { useInquiryOptions } from './use-inquiry-options.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

type Reason = (typeof objectionReasons)[number];

/** Opens an objection for the person, who may also do it by their own link. */
export function ObjectionForm({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const choices = useChoices();
  const options = useInquiryOptions();
  const keep = useKeepInquiry();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState<Reason>();
  const [text, setText] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const object = useAct(inquiryEndpoints.object, { say: t('said.objected'), onDone: keep });
  const send = (): void => {
    setIsAsked(true);
    if (!reason || text.trim().length < 2) return;
    object.mutate({ params: { id: view.id }, body: { reason, words: text.trim(), version: view.version } });
  };
  return (
    <Panel title={t('objection.title')}>
      <Stack>
        <p>{t('objection.lead')}</p>
        {isOpen ? (
          <Form
            label={t('objection.title')}
            onSend={send}
            problem={object.error ? problemOf(object.error) : undefined}
            actions={
              <>
                <Button htmlType="submit" loading={object.isPending}>
                  {t('objection.act')}
                </Button>
                <Button type="text" onClick={() => setIsOpen(false)}>
                  {t('cancel')}
                </Button>
              </>
            }
          >
            <FieldGroup
              label={t('objection.reason')}
              problem={isAsked && !reason ? t('objection.reasonMissing') : undefined}
            >
              <Radio.Group
                vertical
                value={reason ?? null}
                options={choices(options?.objectionReasons ?? [])}
                onChange={(event) => setReason(event.target.value as Reason)}
              />
            </FieldGroup>
            <Field
              label={t('objection.words')}
              problem={isAsked && text.trim().length < 2 ? t('objection.wordsMissing') : undefined}
            >
              {(wiring) => (
                <Input.TextArea
                  {...wiring}
                  value={text}
                  autoSize={{ minRows: 3, maxRows: 10 }}
                  maxLength={2000}
                  onChange={(event) => setText(event.target.value)}
                />
              )}
            </Field>
          </Form>
        ) : (
          <div>
            <Button onClick={() => setIsOpen(true)}>{t('objection.open')}</Button>
          </div>
        )}
      </Stack>
    </Panel>
  );
}
