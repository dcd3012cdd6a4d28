import { Checkbox, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../ui/day-input.js';
import { Field, FieldGroup } from '../ui/field.js';
import type { InquiryOptions } from './answers.js';
import { useChoices } from './choices.js';
import type { DraftEntry } from './draft-entry.js';

export type DraftFieldsProps = {
  readonly options: InquiryOptions;
  readonly entry: DraftEntry;
  readonly onChange: (change: Partial<DraftEntry>) => void;
  /** The words for a field, by its path in the draft. */
  readonly problemAt: (path: string) => string | undefined;
};

/** What the check is for: purpose and post, asked first, because they decide whether a check is allowed at all. */
export function TermsFields({ options, entry, onChange, problemAt }: DraftFieldsProps) {
  const { t } = useTranslation('inquiry');
  const choices = useChoices();
  return (
    <>
      <Field label={t('draft.purpose')} problem={problemAt('purpose')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={entry.purpose === '' ? null : entry.purpose}
            placeholder={t('draft.choose')}
            options={choices(options.purposes)}
            onChange={(purpose) => onChange({ purpose })}
          />
        )}
      </Field>
      <Field label={t('draft.postClass')} hint={t('draft.postClassHint')} problem={problemAt('postClass')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={entry.postClass === '' ? null : entry.postClass}
            placeholder={t('draft.choose')}
            options={choices(options.postClasses)}
            onChange={(postClass) => onChange({ postClass })}
          />
        )}
      </Field>
      <Field label={t('draft.employmentForm')} problem={problemAt('employmentForm')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={entry.employmentForm === '' ? null : entry.employmentForm}
            placeholder={t('draft.choose')}
            options={choices(options.employmentForms)}
            onChange={(employmentForm) => onChange({ employmentForm })}
          />
        )}
      </Field>
      <Field label={t('draft.startDate')} hint={t('draft.startDateHint')} problem={problemAt('startDate')}>
        {(wiring) => <DayInput {...wiring} value={entry.startDate} onChange={(startDate) => onChange({ startDate })} />}
      </Field>
      <FieldGroup label={t('draft.urgency')} hint={t('draft.urgencyHint')}>
        <Checkbox checked={entry.urgent} onChange={(event) => onChange({ urgent: event.target.checked })}>
          {t('draft.urgent')}
        </Checkbox>
      </FieldGroup>
    </>
  );
}
