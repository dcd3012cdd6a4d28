import { Input } from 'antd';
import { Field } from '../ui/field.js';

type WorkPhoneProps = {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
};

/** The work phone of an account, typed again: the node keeps a token of it only, and tells its owner nowhere else. */
export function WorkPhone({ label, hint, value, problem, onChange }: WorkPhoneProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(wiring) => (
        <Input
          {...wiring}
          value={value}
          inputMode="tel"
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
