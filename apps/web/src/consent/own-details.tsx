import { useTranslation } from 'react-i18next';
import { plainDocumentNumber } from '../ui/document-number.js';
import { PlainField } from '../ui/plain/plain-field.js';

/** Who answers, as they type it themselves; compared with what the unit entered, which is never shown. */
export type OwnDetails = { readonly name: string; readonly documentNumber: string };

/** What is still to be typed. */
export function missingIn(details: OwnDetails): (keyof OwnDetails)[] {
  return [
    ...(details.name.trim() === '' ? (['name'] as const) : []),
    ...(details.documentNumber.length < 4 ? (['documentNumber'] as const) : []),
  ];
}

type OwnDetailsFieldsProps = {
  readonly details: OwnDetails;
  readonly onChange: (details: OwnDetails) => void;
  readonly missing: readonly (keyof OwnDetails)[];
};

/** Name and number of the person, kept in memory only. */
export function OwnDetailsFields({ details, onChange, missing }: OwnDetailsFieldsProps) {
  const { t } = useTranslation('consent');
  return (
    <>
      <PlainField
        label={t('own.name')}
        problem={missing.includes('name') ? t('own.nameMissing') : undefined}
        value={details.name}
        onChange={(name) => onChange({ ...details, name })}
      />
      <PlainField
        label={t('own.number')}
        hint={t('own.numberHint')}
        problem={missing.includes('documentNumber') ? t('own.numberMissing') : undefined}
        value={details.documentNumber}
        onChange={(typed) => onChange({ ...details, documentNumber: plainDocumentNumber(typed) })}
        maximumLength={64}
      />
    </>
  );
}
