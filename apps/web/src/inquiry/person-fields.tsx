import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../ui/day-input.js';
import { checkDocumentNumber } from '../ui/document-check.js';
import { DocumentNumberField } from '../ui/document-number-field.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Icon } from '../ui/icon.js';
import { Stack } from '../ui/stack.js';
import { useChoices } from './choices.js';
import type { InquiryOptions } from './answers.js';
import type { DocumentEntry, DocumentKind, PersonEntry } from './draft-entry.js';
import styles from './person-fields.module.css';

/** What a part of a form needs that asks who somebody is. */
type PersonFieldsProps = {
  readonly options: Pick<InquiryOptions, 'documentTypes'>;
  readonly entry: PersonEntry;
  readonly onChange: (change: Partial<PersonEntry>) => void;
  /** The words for a field, by its path in the entry. */
  readonly problemAt: (path: string) => string | undefined;
};

const mostDocuments = 8;

/** Documents whose number says birth date and sex; with any other these are asked for. */
const tellingKinds: ReadonlySet<DocumentKind> = new Set(['resident_id', 'hmt_residence']);

/** Who it is about: name, documents, and what else is needed to tell two people apart. */
export function PersonFields(props: PersonFieldsProps) {
  const { t } = useTranslation('inquiry');
  const { entry, onChange, problemAt } = props;
  const change = (key: number, changed: Partial<DocumentEntry>): void =>
    onChange({ documents: entry.documents.map((one) => (one.key === key ? { ...one, ...changed } : one)) });
  const add = (): void => {
    const key = Math.max(-1, ...entry.documents.map((one) => one.key)) + 1;
    onChange({ documents: [...entry.documents, { key, type: 'passport', number: '' }] });
  };
  return (
    <>
      <Field label={t('draft.name')} hint={t('draft.nameHint')} problem={problemAt('person.name')}>
        {(wiring) => (
          <Input
            {...wiring}
            value={entry.name}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      {entry.documents.map((one, index) => (
        <DocumentFields
          key={one.key}
          {...props}
          document={one}
          index={index}
          onDocument={(changed) => change(one.key, changed)}
          onRemove={() => onChange({ documents: entry.documents.filter(({ key }) => key !== one.key) })}
        />
      ))}
      {entry.documents.length < mostDocuments ? (
        <div>
          <Button icon={<Icon of="plus" />} onClick={add}>
            {t('draft.addDocument')}
          </Button>
          <p className={styles.hint}>{t('draft.addDocumentHint')}</p>
        </div>
      ) : null}
      {entry.documents.every(({ type }) => tellingKinds.has(type)) ? null : <OtherFacts {...props} />}
      <Field
        label={t('draft.formerNames')}
        hint={t('draft.formerNamesHint')}
        isOptional
        problem={problemAt('person.formerNames')}
      >
        {(wiring) => (
          <Input
            {...wiring}
            value={entry.formerNames}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange({ formerNames: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

type DocumentFieldsProps = PersonFieldsProps & {
  readonly document: DocumentEntry;
  readonly index: number;
  readonly onDocument: (changed: Partial<DocumentEntry>) => void;
  readonly onRemove: () => void;
};

function DocumentFields({ options, problemAt, document, index, onDocument, onRemove }: DocumentFieldsProps) {
  const { t } = useTranslation('inquiry');
  const choices = useChoices();
  const isFurther = index > 0;
  return (
    <FieldGroup label={isFurther ? t('draft.furtherDocument', { number: index + 1 }) : t('draft.document')}>
      <div className={styles.document}>
        <Stack gap="small">
          <Field label={t('draft.documentType')} problem={problemAt(`person.documents.${index}.type`)}>
            {(wiring) => (
              <Select
                {...wiring}
                value={document.type}
                options={choices(options.documentTypes)}
                onChange={(type: DocumentKind) => onDocument({ type })}
              />
            )}
          </Field>
          <DocumentNumberField
            value={document.number}
            onChange={(number) => onDocument({ number })}
            check={(typed) => checkDocumentNumber(document.type, typed)}
            problem={
              problemAt(`person.documents.${index}.number`) ?? (isFurther ? undefined : problemAt('person.documents'))
            }
          />
          {isFurther ? (
            <div>
              <Button type="text" icon={<Icon of="close" />} onClick={onRemove}>
                {t('draft.removeDocument')}
              </Button>
            </div>
          ) : null}
        </Stack>
      </div>
    </FieldGroup>
  );
}

function OtherFacts({ entry, onChange, problemAt }: PersonFieldsProps) {
  const { t } = useTranslation('inquiry');
  return (
    <>
      <Field label={t('draft.birthDate')} isOptional problem={problemAt('person.birthDate')}>
        {(wiring) => <DayInput {...wiring} value={entry.birthDate} onChange={(birthDate) => onChange({ birthDate })} />}
      </Field>
      <Field label={t('draft.sex')} isOptional problem={problemAt('person.sex')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={entry.sex}
            options={(['', 'female', 'male'] as const).map((value) => ({
              value,
              label: value === '' ? t('draft.notSaid') : t(`draft.sexes.${value}`),
            }))}
            onChange={(sex) => onChange({ sex })}
          />
        )}
      </Field>
      <Field label={t('draft.nationality')} isOptional problem={problemAt('person.nationality')}>
        {(wiring) => (
          <Input
            {...wiring}
            value={entry.nationality}
            autoComplete="off"
            onChange={(event) => onChange({ nationality: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
