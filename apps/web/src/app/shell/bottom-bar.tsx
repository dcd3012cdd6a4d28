import { Link, useLocation } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.js';
import { useWords } from '../../ui/words.js';
import styles from './bottom-bar.module.css';
import { litEntry, type NavigationEntry } from './navigation.js';

const mostEntries = 4;

/** The tasks, on a phone: at most four entries, the last of which opens the rest when there are more. */
export function BottomBar({ entries }: { entries: readonly NavigationEntry[] }) {
  const { t } = useTranslation('app');
  const words = useWords();
  const lit = litEntry(entries, useLocation().pathname);
  const [isOpen, setIsOpen] = useState(false);
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
            <button type="button" className={styles.entry} aria-expanded={isOpen} onClick={() => setIsOpen(true)}>
              <Icon of="more" />
              {t('more')}
            </button>
          </li>
        ) : null}
      </ul>
      <Drawer
        open={isOpen}
        placement="bottom"
        title={t('more')}
        onClose={() => setIsOpen(false)}
        size="auto"
        destroyOnHidden
      >
        <ul>
          {entries.slice(mostEntries - 1).map((entry) => (
            <li key={entry.title.en}>
              <Link to={entry.to} className={styles.rest ?? ''} onClick={() => setIsOpen(false)}>
                <Icon of={entry.icon} />
                {words(entry.title)}
              </Link>
            </li>
          ))}
        </ul>
      </Drawer>
    </nav>
  );
}
