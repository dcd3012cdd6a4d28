import type { Problem, ProhibitionEntry, ProhibitionOptions } from '@gatehouse/contract';
import { Button, Checkbox, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InquiryOptions } from '../inquiry/answers.js';
import { useChoices } from '../inquiry/choices.js';
import styles from '../inquiry/draft-form.module.css';
import { PersonFields } from '../inquiry/person-fields.js';
import { DayInput } from '../ui/day-input.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Stack } from '../ui/stack.js';
import { useWords } from '../ui/words.js';
import { type OrderEntry, prohibitionOf } from './prohibition-entry.js';

type ProhibitionFormProps = {
  readonly label: string;
  readonly act: string;
  readonly options: ProhibitionOptions;
  readonly initial: OrderEntry;
  readonly isBusy: boolean;
  readonly problem?: Problem | undefined;
  /** Fields that stand below the order's own, for example a reason. */
  readonly further?: ReactNode;
  readonly onSave: (entry: ProhibitionEntry) => void;
};

type PartProps = {
  readonly options: ProhibitionOptions;
  readonly entry: OrderEntry;
  readonly onChange: (change: Partial<OrderEntry>) => void;
  readonly problemAt: (path: string) => string | undefined;
};

/** An order as it is read off the judgment. The server checks it when it is sent and keeps nothing that does not fit. */
export function ProhibitionForm(props: ProhibitionFormProps) {
  const { label, act, options, initial, isBusy, problem, further, onSave } = props;
  const { t } = useTranslation('supervision');
  const words = useWords();
  const [entry, setEntry] = useState(initial);
  const problemAt = (path: string): string | undefined => {
    const message = problem?.fields?.find((one) => one.path === path)?.message;
    return message ? words(message) : undefined;
  };
  const onChange = (changed: Partial<OrderEntry>): void => setEntry({ ...entry, ...changed });
  const part = { options, entry, onChange, problemAt };
  return (
    <Form
      label={label}
      onSend={() => onSave(prohibitionOf(entry))}
      problem={problem}
      actions={
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {act}
        </Button>
      }
    >
      <h2 className={styles.heading}>{t('form.person')}</h2>
      <PersonFields
        options={{ documentTypes: options.documentTypes as InquiryOptions['documentTypes'] }}
        entry={entry}
        onChange={onChange}
        problemAt={problemAt}
      />
      <h2 className={styles.heading}>{t('form.order')}</h2>
      <RegimeFields {...part} />
      <TermFields {...part} />
      <h2 className={styles.heading}>{t('form.case')}</h2>
      <CaseFields {...part} />
      {further}
    </Form>
  );
}

function RegimeFields({ options, entry, onChange, problemAt }: PartProps) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  const choices = useChoices();
  const regime = options.regimes.find(({ id }) => id === entry.regime);
  return (
    <>
      <Field
        label={t('form.regime')}
        hint={regime ? `${words(regime.words)} ${words(regime.rests)}` : t('form.regimeHint')}
        problem={problemAt('regime')}
      >
        {(wiring) => (
          <Select
            {...wiring}
            value={entry.regime === '' ? null : entry.regime}
            placeholder={t('form.choose')}
            options={choices(options.regimes)}
            onChange={(chosen: string) => onChange({ regime: chosen, sentence: '', years: '', postClasses: [] })}
          />
        )}
      </Field>
      {regime && !regime.isSourceRead ? <p>{t('form.notRead')}</p> : null}
      {regime?.mayBeNarrowed ? (
        <FieldGroup label={t('form.posts')} hint={t('form.postsHint')} problem={problemAt('postClasses')}>
          <Checkbox.Group value={[...entry.postClasses]} onChange={(postClasses) => onChange({ postClasses })}>
            <Stack gap="small">
              {choices(options.postClasses).map(({ value, label }) => (
                <Checkbox key={value} value={value}>
                  {label}
                </Checkbox>
              ))}
            </Stack>
          </Checkbox.Group>
        </FieldGroup>
      ) : null}
    </>
  );
}

function TermFields({ options, entry, onChange, problemAt }: PartProps) {
  const { t } = useTranslation('supervision');
  const choices = useChoices();
  const regime = options.regimes.find(({ id }) => id === entry.regime);
  const sentences = options.sentences.filter(({ id }) => regime === undefined || regime.sentences.includes(id));
  const hasYears = regime !== undefined && regime.years !== null && regime.years.fewest !== regime.years.most;
  const hasSentence = entry.sentence !== '' && entry.sentence !== 'none' && entry.sentence !== 'exempt';
  return (
    <>
      <Field label={t('form.effectiveOn')} problem={problemAt('effectiveOn')}>
        {(wiring) => (
          <DayInput {...wiring} value={entry.effectiveOn} onChange={(effectiveOn) => onChange({ effectiveOn })} />
        )}
      </Field>
      <Field label={t('form.sentence')} problem={problemAt('sentence')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={entry.sentence === '' ? null : entry.sentence}
            placeholder={t('form.choose')}
            options={choices(sentences)}
            onChange={(sentence: string) => onChange({ sentence })}
          />
        )}
      </Field>
      {hasSentence ? (
        <>
          <Field
            label={t('form.sentenceEndsOn')}
            hint={t('form.sentenceEndsHint')}
            isOptional
            problem={problemAt('sentenceEndsOn')}
          >
            {(wiring) => (
              <DayInput
                {...wiring}
                value={entry.sentenceEndsOn}
                onChange={(sentenceEndsOn) => onChange({ sentenceEndsOn })}
              />
            )}
          </Field>
          <Field label={t('form.paroledOn')} isOptional problem={problemAt('paroledOn')}>
            {(wiring) => (
              <DayInput {...wiring} value={entry.paroledOn} onChange={(paroledOn) => onChange({ paroledOn })} />
            )}
          </Field>
        </>
      ) : null}
      {hasYears ? (
        <Field
          label={t('form.years')}
          hint={t('form.yearsHint', { fewest: regime.years?.fewest, most: regime.years?.most })}
          problem={problemAt('years')}
        >
          {(wiring) => (
            <Input
              {...wiring}
              value={entry.years}
              inputMode="numeric"
              maxLength={2}
              onChange={(event) => onChange({ years: event.target.value.replaceAll(/\D/g, '') })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}

/** When it was done and how long the sentence is: what was done before the age of 18 may be sealed, and then it is not ordered here. */
function DeedFields({ entry, onChange, problemAt }: Pick<PartProps, 'entry' | 'onChange' | 'problemAt'>) {
  const { t } = useTranslation('supervision');
  return (
    <>
      <Field label={t('form.deedOn')} hint={t('form.deedHint')} isOptional problem={problemAt('deedOn')}>
        {(wiring) => <DayInput {...wiring} value={entry.deedOn} onChange={(deedOn) => onChange({ deedOn })} />}
      </Field>
      <Field
        label={t('form.sentenceMonths')}
        hint={t('form.monthsHint')}
        isOptional
        problem={problemAt('sentenceMonths')}
      >
        {(wiring) => (
          <Input
            {...wiring}
            value={entry.sentenceMonths}
            inputMode="numeric"
            maxLength={3}
            onChange={(event) => onChange({ sentenceMonths: event.target.value.replaceAll(/\D/g, '') })}
          />
        )}
      </Field>
    </>
  );
}

const caseFields = ['orderedBy', 'caseNumber', 'offence', 'department'] as const;

function CaseFields({ options, entry, onChange, problemAt }: PartProps) {
  const { t } = useTranslation('supervision');
  const isServed = options.regimes.find(({ id }) => id === entry.regime)?.served ?? false;
  return (
    <>
      {caseFields.map((name) => (
        <Field key={name} label={t(`form.${name}`)} hint={t(`form.${name}Hint`)} problem={problemAt(name)}>
          {(wiring) => (
            <Input
              {...wiring}
              value={entry[name]}
              autoComplete="off"
              maxLength={200}
              onChange={(event) => onChange({ [name]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <DeedFields {...{ entry, onChange, problemAt }} />
      {isServed ? (
        <FieldGroup label={t('form.service')} hint={t('form.exposesHint')}>
          <Checkbox checked={entry.exposesChild} onChange={(event) => onChange({ exposesChild: event.target.checked })}>
            {t('form.exposesChild')}
          </Checkbox>
        </FieldGroup>
      ) : null}
    </>
  );
}
