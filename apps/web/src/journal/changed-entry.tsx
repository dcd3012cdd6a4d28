import { type EntryDifference, entryDifferenceWords, type JournalEntryView } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { MarkedList } from '../ui/marked-list.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { whatIsLeft } from './what-is-left.js';

/** Says that an entry no longer is what was published, in what, and what the page still shows of it. */
export function ChangedEntry({ changed }: Pick<JournalEntryView, 'changed'>) {
  const { t } = useTranslation('journal');
  return (
    <Panel title={t('changed.title')}>
      <Stack>
        <p role="alert">
          <strong>{t(`changed.left.${whatIsLeft(changed)}`)}</strong>
        </p>
        <Differences changed={changed} />
        <p>{t('changed.next')}</p>
      </Stack>
    </Panel>
  );
}

/** What differs, each in words. */
export function Differences({ changed }: { changed: readonly EntryDifference[] }) {
  const words = useWords();
  return (
    <MarkedList icon="problem" items={changed.map((one) => ({ key: one, words: words(entryDifferenceWords[one]) }))} />
  );
}

/** The mark of an entry in a list; what it says there is the row's and is not shown. */
export function ChangedTag() {
  const { t } = useTranslation('journal');
  return <StatusTag tone="ended" icon="problem" word={t('changed.tag')} />;
}
