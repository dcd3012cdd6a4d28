import type { FieldProblem, Problem, RosterEntry } from '@gatehouse/contract';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InquiryOptions } from '../inquiry/answers.js';
import { isSentByOthers, useChoices } from '../inquiry/choices.js';
import styles from '../inquiry/draft-form.module.css';
import { PersonFields } from '../inquiry/person-fields.js';
import { DayInput } from '../ui/day-input.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { useWords } from '../ui/words.js';
import { rosterEntryOf, type StaffEntry } from './staff-entry.js';

type StaffFormProps = {
  readonly label: string;
  readonly options: InquiryOptions;
  readonly initial: StaffEntry;
  readonly isBusy: boolean;
  /** Why the server did not take it. */
  readonly problem?: Problem | undefined;
  /** What was found wrong before, shown until it is sent. */
  readonly found?: readonly FieldProblem[];
  readonly further?: ReactNode;
  readonly onSave: (entry: RosterEntry) => void;
};

/** Somebody and their post. The server checks it when it is sent and keeps nothing that does not fit. */
export function StaffForm({ label, options, initial, isBusy, problem, found, further, onSave }: StaffFormProps) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const [entry, setEntry] = useState(initial);
  const problems = problem?.fields ?? found ?? [];
  const problemAt = (path: string): string | undefined => {
    const message = problems.find((one) => one.path === path)?.message;
    return message ? words(message) : undefined;
  };
  const change = (changed: Partial<StaffEntry>): void => setEntry({ ...entry, ...changed });
  return (
    <Form
      label={label}
      onSend={() => onSave(rosterEntryOf(entry))}
      problem={problem}
      actions={
        <>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('form.save')}
          </Button>
          {further}
        </>
      }
    >
      <h2 className={styles.heading}>{t('form.person')}</h2>
      <PersonFields options={options} entry={entry} onChange={change} problemAt={problemAt} />
      <h2 className={styles.heading}>{t('form.post')}</h2>
      <PostFields options={options} entry={entry} onChange={change} problemAt={problemAt} />
    </Form>
  );
}

type PostFieldsProps = {
  readonly options: InquiryOptions;
  readonly entry: StaffEntry;
  readonly onChange: (change: Partial<StaffEntry>) => void;
  readonly problemAt: (path: string) => string | undefined;
};

function PostFields({ options, entry, onChange, problemAt }: PostFieldsProps) {
  const { t } = useTranslation('workforce');
  const choices = useChoices();
  return (
    <>
      <Field label={t('form.postClass')} problem={problemAt('postClass')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={entry.postClass === '' ? null : entry.postClass}
            placeholder={t('form.choose')}
            options={choices(options.postClasses)}
            onChange={(postClass) => onChange({ postClass })}
          />
        )}
      </Field>
      <Field label={t('form.postTitle')} isOptional problem={problemAt('postTitle')}>
        {(wiring) => (
          <Input
            {...wiring}
            value={entry.postTitle}
            autoComplete="off"
            maxLength={100}
            onChange={(event) => onChange({ postTitle: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('form.form')} problem={problemAt('employmentForm')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={entry.employmentForm === '' ? null : entry.employmentForm}
            placeholder={t('form.choose')}
            options={choices(options.employmentForms)}
            onChange={(employmentForm) => onChange({ employmentForm })}
          />
        )}
      </Field>
      {isSentByOthers(entry.employmentForm) || entry.supplierCreditCode !== '' ? (
        <Field
          label={t('form.supplier')}
          hint={t('form.supplierHint')}
          isOptional
          problem={problemAt('supplierCreditCode')}
        >
          {(wiring) => (
            <Input
              {...wiring}
              value={entry.supplierCreditCode}
              autoComplete="off"
              spellCheck={false}
              maxLength={18}
              onChange={(event) => onChange({ supplierCreditCode: event.target.value.toUpperCase() })}
            />
          )}
        </Field>
      ) : null}
      <Field label={t('form.from')} problem={problemAt('fromDate')}>
        {(wiring) => <DayInput {...wiring} value={entry.fromDate} onChange={(fromDate) => onChange({ fromDate })} />}
      </Field>
      <Field label={t('form.until')} isOptional problem={problemAt('untilDate')}>
        {(wiring) => <DayInput {...wiring} value={entry.untilDate} onChange={(untilDate) => onChange({ untilDate })} />}
      </Field>
    </>
  );
}
