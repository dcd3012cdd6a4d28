import type { LogHead, LogWitnesses } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import type { Fact } from '../ui/fact-list.js';
import { exactTime } from '../ui/time.js';

/** Up to where the log is witnessed, since when it is not, and how each witness stands to it. */
export function useWitnessFacts(): (witnesses: LogHead['witnesses']) => readonly Fact[] {
  const { t, i18n } = useTranslation('journal');
  const entries = (count: number): string => new Intl.NumberFormat(i18n.language).format(count);
  const moment = (at: string): string => exactTime(Date.parse(at), i18n.language);
  const stands = ({ witnessed, required, each }: LogWitnesses): string => {
    const many = { required, all: each.length };
    if (witnessed === null) return t('witnesses.notYet', many);
    return t('witnesses.upTo', { ...many, entries: entries(witnessed.size), at: moment(witnessed.at) });
  };
  const standsOne = ({ trouble, size, at }: LogWitnesses['each'][number]): string => {
    if (trouble !== null) return t(`witnesses.trouble.${trouble}`);
    if (size === null || at === null) return t('witnesses.notAsked');
    return t('witnesses.signed', { entries: entries(size), at: moment(at) });
  };
  return (witnesses) => {
    const name = t('witnesses.title');
    if (witnesses === null) return [{ key: 'witnesses', name, value: t('witnesses.nobody') }];
    return [
      { key: 'witnesses', name, value: stands(witnesses) },
      ...witnesses.each.map((one) => ({
        key: `witness ${one.name}`,
        name: t('witnesses.one', { name: one.name }),
        value: standsOne(one),
      })),
    ];
  };
}
