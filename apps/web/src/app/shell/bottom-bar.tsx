import { Link, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.js';
import { useWords } from '../../ui/words.js';
import styles from './bottom-bar.module.css';
import { litEntry, type NavigationEntry } from './navigation.js';

const RestOfTasks = lazy(async () => ({ default: (await import('./rest-of-tasks.js')).RestOfTasks }));

const mostEntries = 4;

/** The tasks, on a phone: at most four entries, the last of which opens the rest when there are more. */
export function BottomBar({ entries }: { entries: readonly NavigationEntry[] }) {
  const { t } = useTranslation('app');
  const words = useWords();
  const lit = litEntry(entries, useLocation().pathname);
  const [isOpen, setIsOpen] = useState(false);
  const [hasOpened, setHasOpened] = useState(false);
  const open = (): void => {
    setHasOpened(true);
    setIsOpen(true);
  };
  const isFull = entries.length > mostEntries;
  const shown = isFull ? entries.slice(0, mostEntries - 1) : entries;
  return (
    <nav className={styles.bar} aria-label={t('navigation')}>
      <ul className={styles.list}>
        {shown.map((entry) => (
          <li key={entry.title.en}>
            <Link to={entry.to} className={styles.entry ?? ''} activeOptions={{ exact: entry !== lit }}>
              <Icon of={entry.icon} />
              {words(entry.title)}
            </Link>
          </li>
        ))}
        {isFull ? (
          <li>
            <button type="button" className={styles.entry} aria-expanded={isOpen} onClick={open}>
              <Icon of="more" />
              {t('more')}
            </button>
          </li>
        ) : null}
      </ul>
      {hasOpened ? (
        <Suspense fallback={null}>
          <RestOfTasks entries={entries.slice(mostEntries - 1)} isOpen={isOpen} onClose={() => setIsOpen(false)} />
        </Suspense>
      ) : null}
    </nav>
  );
}
