import type { InquiryState } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { StatusTag } from '../ui/status-tag.js';
import { toneOf } from './states.js';

/** The state of an inquiry as a word. Told is never green, whatever was told. */
export function InquiryStateTag({ state }: { state: InquiryState }) {
  const { t } = useTranslation('inquiry');
  return <StatusTag tone={toneOf(state)} word={t(`state.${state}`)} />;
}
