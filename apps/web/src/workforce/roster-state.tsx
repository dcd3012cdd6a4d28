import { useTranslation } from 'react-i18next';
import { FactList } from '../ui/fact-list.js';
import { MarkedList } from '../ui/marked-list.js';
import { StatusTag, type Tone } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import type { UnitRoster } from './answers.js';

const tones: Readonly<Record<UnitRoster['state'], Tone>> = { lacking: 'waiting', asked: 'active', whole: 'neutral' };

/** How a roster stands, as a word. */
export function RosterTag({ state }: Pick<UnitRoster, 'state'>) {
  const { t } = useTranslation('workforce');
  return <StatusTag tone={tones[state]} word={t(`states.${state}`)} />;
}

/** What a roster lacks, in words; said also where nothing is known to be missing. */
export function RosterFindings({
  findings,
  isWhole = findings.length === 0,
}: Pick<UnitRoster, 'findings'> & { readonly isWhole?: boolean }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  if (findings.length === 0) return isWhole ? <p>{t('staff.whole')}</p> : null;
  return (
    <MarkedList
      icon="problem"
      items={findings.map(({ words: said, answered }) => ({
        key: said.en,
        words: answered ? `${words(said)} ${t(`answers.${answered}`)}` : words(said),
      }))}
    />
  );
}

/** How many people there are in each post class. */
export function PeopleByPost({ byPostClass }: Pick<UnitRoster, 'byPostClass'>) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <FactList
      facts={byPostClass.map(({ postClass, title, people }) => ({
        key: postClass,
        name: words(title),
        value: t('staff.people', { count: people }),
      }))}
    />
  );
}
