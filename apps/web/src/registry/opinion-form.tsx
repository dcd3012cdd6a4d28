import { ComparisonEnding, type ComparisonView, registryEndpoints } from '@gatehouse/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, type InputRef, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Form } from '../ui/form.js';
import styles from './opinion-form.module.css';

type Ending = z.infer<typeof ComparisonEnding>;

const leastReason = 4;

type OpinionFormProps = {
  readonly comparisonId: string;
  readonly version: number;
  readonly stage: ComparisonView['stage'];
};

/** Answers of the same size, by pointer or by their keys, and the reason that stands in the log. The third person decides. */
export function OpinionForm({ comparisonId, version, stage }: OpinionFormProps) {
  const { t } = useTranslation('registry');
  const navigate = useNavigate();
  const reasonField = useRef<InputRef>(null);
  const [ending, setEnding] = useState<Ending>();
  const [reason, setReason] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(registryEndpoints.giveOpinion, {
    refresh: [registryEndpoints.overview, registryEndpoints.readComparison],
    lists: ['registry-comparisons'],
    say: t('compare.sent'),
    onDone: () => void navigate({ to: '/registry/comparisons' }),
  });
  const endings = ComparisonEnding.options.filter((one) => stage !== 'recheck' || one !== 'need_more');
  useAnswerKeys(endings, (chosen) => {
    setEnding(chosen);
    reasonField.current?.focus();
  });
  const isEnough = reason.trim().length >= leastReason;
  const send = (): void => {
    setIsAsked(true);
    if (!ending || !isEnough) return;
    act.mutate({ params: { comparisonId }, body: { version, ending, reason: reason.trim() } });
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
          onChange={(event) => setEnding(ComparisonEnding.parse(event.target.value))}
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
function useAnswerKeys(endings: readonly Ending[], choose: (ending: Ending) => void): void {
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
