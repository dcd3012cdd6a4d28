import type { ComparisonEnding } from '@gatehouse/contract';
import { Button, Input, type InputRef, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Form } from '../ui/form.js';
import styles from './opinion-form.module.css';

type Ending = z.infer<typeof ComparisonEnding>;

const leastReason = 4;

type OpinionFormProps<E extends Ending> = {
  /** The answers, in the order of their keys. */
  readonly endings: readonly E[];
  readonly act: { readonly isPending: boolean; readonly error: unknown };
  readonly onSend: (ending: E, reason: string) => void;
};

/** Answers of the same size, by pointer or by their keys, and the reason that stands in the log. */
export function OpinionForm<E extends Ending>({ endings, act, onSend }: OpinionFormProps<E>) {
  const { t } = useTranslation('registry');
  const reasonField = useRef<InputRef>(null);
  const [ending, setEnding] = useState<E>();
  const [reason, setReason] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  useAnswerKeys(endings, (chosen) => {
    setEnding(chosen);
    reasonField.current?.focus();
  });
  const isEnough = reason.trim().length >= leastReason;
  const send = (): void => {
    setIsAsked(true);
    if (!ending || !isEnough) return;
    onSend(ending, reason.trim());
  };
  return (
    <Form
      label={t('compare.answer')}
      onSend={send}
      problem={act.error ? problemOf(act.error) : undefined}
      actions={
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t('compare.send')}
        </Button>
      }
    >
      <FieldGroup
        label={t('compare.question')}
        hint={t('compare.keys', { last: endings.length })}
        problem={isAsked && !ending ? t('compare.endingMissing') : undefined}
      >
        <Radio.Group
          className={styles.answers ?? ''}
          value={ending}
          onChange={(event) => setEnding(endings.find((one) => one === event.target.value))}
        >
          {endings.map((value, at) => (
            <Radio key={value} value={value} className={styles.answer ?? ''}>
              <kbd className={styles.key}>{at + 1}</kbd> <strong>{t(`ending.${value}`)}</strong>
              <span className={styles.meaning}>{t(`endingMeaning.${value}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </FieldGroup>
      <Field
        label={t('reason')}
        hint={t('compare.reasonHint')}
        problem={isAsked && !isEnough ? t('propose.reasonMissing') : undefined}
      >
        {(wiring) => (
          <Input
            {...wiring}
            ref={reasonField}
            value={reason}
            maxLength={1000}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </Form>
  );
}

/** The keys from 1 on choose an answer wherever the focus is, except while something is typed. */
function useAnswerKeys<E extends Ending>(endings: readonly E[], choose: (ending: E) => void): void {
  const latest = useRef({ endings, choose });
  useEffect(() => {
    latest.current = { endings, choose };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('input[type=text], input:not([type]), textarea'))
        return;
      const ending = latest.current.endings[Number(event.key) - 1];
      if (!ending) return;
      event.preventDefault();
      latest.current.choose(ending);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
