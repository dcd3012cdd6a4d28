import { Button, Slider } from 'antd';
import { useTranslation } from 'react-i18next';
import { Panel } from '../ui/panel.js';
import { Line } from '../ui/stack.js';
import { useDay } from '../ui/words.js';
import { exactDay } from './day.js';

type KnownAsOnProps = {
  /** When something was done, ISO 8601. */
  readonly times: readonly string[];
  /** The day looked back to; absent: today. */
  readonly day: string | undefined;
  readonly onChange: (day: string | undefined) => void;
  readonly isBusy: boolean;
};

/** Looks back: one stop for every day on which something was done, and today. */
export function KnownAsOn({ times, day, onChange, isBusy }: KnownAsOnProps) {
  const { t } = useTranslation('registry');
  const dayOf = useDay();
  const days = [...new Set([...times.map(exactDay), ...(day ? [day] : [])])].sort();
  const at = day === undefined ? days.length : days.indexOf(day);
  const nameOf = (index: number | undefined): string => {
    const chosen = days[index ?? days.length];
    return chosen === undefined ? t('asOf.today') : dayOf(chosen);
  };
  if (days.length === 0) return null;
  return (
    <Panel title={t('asOf.title')}>
      <p aria-live="polite" aria-busy={isBusy}>
        {day === undefined ? t('asOf.now') : t('asOf.then', { day: nameOf(at) })}
      </p>
      <Slider
        min={0}
        max={days.length}
        value={at}
        onChange={(index) => onChange(days[index])}
        tooltip={{ formatter: nameOf }}
        ariaLabelForHandle={t('asOf.title')}
        ariaValueTextFormatterForHandle={nameOf}
      />
      {day === undefined ? null : (
        <Line>
          <Button onClick={() => onChange(undefined)}>{t('asOf.back')}</Button>
        </Line>
      )}
    </Panel>
  );
}
