import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { plainDocumentNumber } from './document-number.js';
import styles from './document-number-field.module.css';
import { Field } from './field.js';
import { Icon } from './icon.js';
import { useWords, type Words } from './words.js';

/** What is known of a number while it is typed: too short to say, fits its own check, or does not, and why. */
export type DocumentNumberVerdict =
  { readonly state: 'incomplete' } | { readonly state: 'fits' } | { readonly state: 'unfit'; readonly words: Words };

type DocumentNumberFieldProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly check: (value: string) => DocumentNumberVerdict;
  readonly label?: string;
  /** What the server said of it. */
  readonly problem?: string | undefined;
};

/**
 * A document number, checked as it is typed. Full-width digits, spaces and a small x are taken as what they mean. Not
 * complete is no mistake; a wrong check digit is said as soon as the last digit is there. Never kept by the browser.
 */
export function DocumentNumberField({ value, onChange, check, label, problem }: DocumentNumberFieldProps) {
  const { t } = useTranslation('ui');
  const words = useWords();
  const verdict = check(value);
  const unfit = verdict.state === 'unfit' ? words(verdict.words) : undefined;
  return (
    <Field label={label ?? t('documentNumber.label')} hint={t('documentNumber.hint')} problem={unfit ?? problem}>
      {(wiring) => (
        <Input
          {...wiring}
          className={styles.input ?? ''}
          value={value}
          onChange={(event) => onChange(plainDocumentNumber(event.target.value))}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={24}
          suffix={
            <span className={styles.count} aria-hidden="true">
              {verdict.state === 'fits' ? <Icon of="done" /> : null}
              {verdict.state === 'incomplete' && value !== ''
                ? t('documentNumber.typed', { typed: value.length })
                : null}
            </span>
          }
        />
      )}
    </Field>
  );
}
