import { useId } from 'react';
import styles from './plain-field.module.css';

type PlainSelectProps = {
  readonly label: string;
  /** What stands where nothing is chosen. */
  readonly none: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
};

/** A choice of one without the component library: the browser's own, which a phone shows as it shows any. */
export function PlainSelect({ label, none, value, options, onChange }: PlainSelectProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select id={id} className={styles.control} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
