import { type AnswerOf, proofEndpoints } from '@gatehouse/contract';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { CopyButton } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { useChoices } from './choices.js';
import { ProofVerdict } from './proof-verdict.js';
import { useInquiryOptions } from './use-inquiry-options.js';

type Asked = AnswerOf<typeof proofEndpoints.request>;

/** A unit asks a person for a proof of check and verifies what they give. Nothing of it opens, shortens or replaces its own inquiry. */
export function ProofPage() {
  const { t } = useTranslation('inquiry');
  const [asked, setAsked] = useState<Asked>();
  return (
    <>
      <PageTitle title={t('proofOfCheck.title')} lead={t('proofOfCheck.lead')} />
      <Stack>
        <p>
          <strong>{t('proofOfCheck.notInstead')}</strong>
        </p>
        <AskForm onAsked={setAsked} />
        {asked ? <Answered key={asked.nonce} asked={asked} /> : null}
      </Stack>
    </>
  );
}

function AskForm({ onAsked }: { onAsked: (asked: Asked) => void }) {
  const { t } = useTranslation('inquiry');
  const choices = useChoices();
  const options = useInquiryOptions();
  const [postClass, setPostClass] = useState<string>();
  const [isSent, setIsSent] = useState(false);
  const ask = useAct(proofEndpoints.request, { say: t('proofOfCheck.asked'), onDone: onAsked });
  const send = (): void => {
    setIsSent(true);
    if (postClass !== undefined) ask.mutate({ body: { postClass } });
  };
  return (
    <Form
      label={t('proofOfCheck.ask')}
      onSend={send}
      problem={ask.error ? problemOf(ask.error) : undefined}
      actions={
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {t('proofOfCheck.ask')}
        </Button>
      }
    >
      <Field
        label={t('draft.postClass')}
        problem={isSent && postClass === undefined ? t('proofOfCheck.postMissing') : undefined}
      >
        {(wiring) => (
          <Select
            {...wiring}
            value={postClass ?? null}
            options={choices(options?.postClasses ?? [])}
            onChange={(chosen: string) => setPostClass(chosen)}
          />
        )}
      </Field>
    </Form>
  );
}

function Answered({ asked }: { asked: Asked }) {
  const { t } = useTranslation('inquiry');
  const [text, setText] = useState('');
  const [given, setGiven] = useState<string>();
  return (
    <>
      <Panel title={t('proofOfCheck.request')} aside={<CopyButton text={asked.request} />}>
        <Stack gap="small">
          <p>{t('proofOfCheck.requestLead')}</p>
          <Input.TextArea readOnly value={asked.request} rows={4} aria-label={t('proofOfCheck.request')} />
        </Stack>
      </Panel>
      <Form
        label={t('proofOfCheck.check')}
        onSend={() => setGiven(text)}
        actions={<Button htmlType="submit">{t('proofOfCheck.check')}</Button>}
      >
        <Field label={t('proofOfCheck.given')} hint={t('proofOfCheck.givenHint')}>
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              value={text}
              rows={5}
              maxLength={8000}
              onChange={(event) => {
                setText(event.target.value);
                setGiven(undefined);
              }}
            />
          )}
        </Field>
      </Form>
      {given === undefined ? null : <ProofVerdict asked={asked} given={given} />}
    </>
  );
}
