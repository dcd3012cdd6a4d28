import type { JournalEntrySummary } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { StatusTag, type Tone } from '../ui/status-tag.js';

const tones: Readonly<Record<JournalEntrySummary['outcome'], Tone>> = {
  done: 'active',
  refused: 'neutral',
  failed: 'ended',
};

/** What came of an act: done, refused by a rule, or failed. */
export function OutcomeTag({ outcome }: Pick<JournalEntrySummary, 'outcome'>) {
  const { t } = useTranslation('journal');
  return <StatusTag tone={tones[outcome]} word={t(`outcomes.${outcome}`)} />;
}
