import type { LogComparison } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Fact } from '../ui/fact-list.js';
import { exactTime } from '../ui/time.js';
import { Differences } from './changed-entry.js';

/** How far the entries of the database were compared with what was published, and each that differs. */
export function useComparisonFacts(): (comparison: LogComparison) => readonly Fact[] {
  const { t, i18n } = useTranslation('journal');
  const number = new Intl.NumberFormat(i18n.language);
  const moment = (at: string): string => exactTime(Date.parse(at), i18n.language);
  const compared = ({ whole, entries }: LogComparison): string => {
    if (whole === null) return t('comparison.notYet', { entries: number.format(entries) });
    const [from, to] = [moment(whole.beganAt), moment(whole.endedAt)];
    return t('comparison.whole', { entries: number.format(whole.entries), from, to });
  };
  const nameOf = ({ log, index }: LogComparison['differences'][number]): string =>
    index === null ? t('comparison.row') : t('comparison.place', { log, index: number.format(index) });
  return (comparison) => [
    { key: 'compared', name: t('comparison.title'), value: compared(comparison) },
    ...(comparison.different === 0
      ? []
      : [{ key: 'different', name: t('comparison.different'), value: number.format(comparison.different) }]),
    ...comparison.differences.map((one) => ({
      key: `different ${one.log} ${one.index} ${one.entryId}`,
      name: nameOf(one),
      value: (
        <>
          <Differences changed={one.changed} />
          {one.entryId === null || one.changed.includes('missing') ? null : (
            <Link to="/journal/$entryId" params={{ entryId: one.entryId }}>
              {t('comparison.open')}
            </Link>
          )}
        </>
      ),
    })),
  ];
}
