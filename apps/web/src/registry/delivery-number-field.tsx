import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../ui/field.js';

/** A count or the number of a delivery, typed as digits. `least` is 1 for a number, 0 for a count of rows. */
export function DeliveryNumberField({
  label,
  hint,
  value,
  isAsked,
  onChange,
  least = 1,
}: {
  label: string;
  hint?: string;
  value: number | null;
  /** Whether what is missing is shown. */
  isAsked: boolean;
  onChange: (value: number | null) => void;
  least?: number;
}) {
  const { t } = useTranslation('registry');
  return (
    <Field label={label} hint={hint} problem={isAsked && value === null ? t('sources.numberMissing') : undefined}>
      {(wiring) => (
        <InputNumber
          {...wiring}
          min={least}
          max={2_000_000_000}
          precision={0}
          controls={false}
          inputMode="numeric"
          value={value}
          onChange={onChange}
          style={{ width: '12rem' }}
        />
      )}
    </Field>
  );
}
