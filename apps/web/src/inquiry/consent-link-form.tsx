import { inquiryEndpoints, type InquiryView } from '@gatehouse/contract';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { useLanguage } from '../ui/words.js';
import type { Letter } from './personal-letter.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

type ConsentLinkFormProps = {
  readonly view: InquiryView;
  readonly channel: 'sms' | 'email' | 'printed';
  readonly onLetter: (letter: Letter) => void;
};

/** Sends the personal link, or makes the letter that carries it. What is typed here must be the person's own contact. */
export function ConsentLinkForm({ view, channel, onLetter }: ConsentLinkFormProps) {
  const { t } = useTranslation('inquiry');
  const language = useLanguage();
  const keep = useKeepInquiry();
  const [contact, setContact] = useState('');
  const [letterLanguage, setLetterLanguage] = useState<'zh' | 'en'>(language);
  const [isAsked, setIsAsked] = useState(false);
  const send = useAct(inquiryEndpoints.sendConsent, {
    say: t('said.consentAsked'),
    onDone: ({ inquiry, printed }) => {
      keep(inquiry);
      setContact('');
      if (printed) onLetter(printed);
    },
  });
  const isPrinted = channel === 'printed';
  const ask = (): void => {
    setIsAsked(true);
    if (!isPrinted && contact.trim() === '') return;
    const reached = isPrinted ? {} : { contact: contact.trim() };
    send.mutate({
      params: { id: view.id },
      body: { channel, ...reached, language: letterLanguage, version: view.version },
    });
  };
  return (
    <Form
      label={t('consent.title')}
      onSend={ask}
      problem={send.error ? problemOf(send.error) : undefined}
      actions={
        <Button
          type={view.consent.state === 'none' && view.identityProven ? 'primary' : 'default'}
          htmlType="submit"
          loading={send.isPending}
        >
          {t(isPrinted ? 'consent.makeLetter' : 'consent.send')}
        </Button>
      }
    >
      {isPrinted ? null : (
        <Field
          label={t(`consent.contact.${channel}`)}
          hint={t('consent.contactHint')}
          problem={isAsked && contact.trim() === '' ? t('consent.contactMissing') : undefined}
        >
          {(wiring) => (
            <Input
              {...wiring}
              type={channel === 'sms' ? 'tel' : 'email'}
              value={contact}
              autoComplete="off"
              onChange={(event) => setContact(event.target.value)}
            />
          )}
        </Field>
      )}
      <FieldGroup label={t('consent.language')}>
        <Radio.Group
          value={letterLanguage}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(event) => setLetterLanguage(event.target.value === 'en' ? 'en' : 'zh')}
        />
      </FieldGroup>
    </Form>
  );
}
