import { Input } from 'antd';
import styles from './day-input.module.css';
import type { Wiring } from './field.js';
import { dayWithWeekday } from './time.js';
import { useLanguage } from './words.js';

type DayInputProps = Wiring & {
  /** ISO 8601, `2026-11-26`; empty while none is chosen. */
  readonly value: string;
  readonly onChange: (day: string) => void;
};

/**
 * A calendar day, inside a `Field`. The browser's own control, which every keyboard, screen reader and phone knows, writes days
 * as the browser does and not as the page does; so the day that was chosen stands under it in the page's words (ADR 0018).
 */
export function DayInput({ value, onChange, ...wiring }: DayInputProps) {
  const language = useLanguage();
  const wordsId = `${wiring.id}-day`;
  const describedBy = [wiring['aria-describedby'], value ? wordsId : ''].filter(Boolean).join(' ');
  return (
    <>
      <Input
        {...wiring}
        aria-describedby={describedBy === '' ? undefined : describedBy}
        type="date"
        className={styles.day ?? ''}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {value ? (
        <p id={wordsId} className={styles.words}>
          {dayWithWeekday(value, language)}
        </p>
      ) : null}
    </>
  );
}
