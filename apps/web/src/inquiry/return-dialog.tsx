import { type InquiryView, reviewEndpoints } from '@gatehouse/contract';
import { Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useChoices } from './choices.js';
import { useInquiryOptions } from './use-inquiry-options.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

type ReturnDialogProps = { readonly view: InquiryView; readonly isOpen: boolean; readonly onClose: () => void };

/** Returns a check to its unit: at least one reason, in words where the reasons do not say it. */
export function ReturnDialog({ view, isOpen, onClose }: ReturnDialogProps) {
  const { t } = useTranslation('inquiry');
  const choices = useChoices();
  const options = useInquiryOptions();
  const keep = useKeepInquiry();
  const [reasons, setReasons] = useState<string[]>([]);
  const [text, setText] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const send = useAct(reviewEndpoints.returnToUnit, {
    say: t('said.returned'),
    onDone: (changed) => {
      onClose();
      keep(changed);
    },
  });
  const needsWords = reasons.includes('other') && text.trim() === '';
  const confirm = (): void => {
    setIsAsked(true);
    if (reasons.length === 0 || needsWords) return;
    send.mutate({ params: { id: view.id }, body: { reasons, words: text.trim(), version: view.version } });
  };
  return (
    <Modal
      open={isOpen}
      title={t('review.returnTitle')}
      okText={t('review.return')}
      cancelText={t('cancel')}
      confirmLoading={send.isPending}
      onOk={confirm}
      onCancel={onClose}
      destroyOnHidden
    >
      <Stack>
        <p>{t('review.returnLead')}</p>
        <FieldGroup
          label={t('review.reasons')}
          problem={isAsked && reasons.length === 0 ? t('review.reasonsMissing') : undefined}
        >
          <Checkbox.Group value={reasons} onChange={setReasons}>
            <Stack gap="small">
              {choices(options?.returnReasons ?? []).map(({ value, label }) => (
                <Checkbox key={value} value={value}>
                  {label}
                </Checkbox>
              ))}
            </Stack>
          </Checkbox.Group>
        </FieldGroup>
        <Field
          label={t('review.words')}
          hint={t('review.wordsHint')}
          isOptional={!reasons.includes('other')}
          problem={isAsked && needsWords ? t('review.wordsMissing') : undefined}
        >
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              value={text}
              autoSize={{ minRows: 3, maxRows: 8 }}
              maxLength={1000}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {send.error ? <ErrorState problem={problemOf(send.error)} /> : null}
      </Stack>
    </Modal>
  );
}
