import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.js';
import { useWords } from '../../ui/words.js';
import { litEntry, type NavigationEntry } from './navigation.js';
import styles from './side-navigation.module.css';

/** The tasks, at a desk. */
export function SideNavigation({ entries }: { entries: readonly NavigationEntry[] }) {
  const { t } = useTranslation('app');
  const words = useWords();
  const lit = litEntry(entries, useLocation().pathname);
  return (
    <nav className={styles.side} aria-label={t('navigation')}>
      <ul className={styles.list}>
        {entries.map((entry) => (
          <li key={entry.title.en}>
            <Link to={entry.to} className={styles.link ?? ''} activeOptions={{ exact: entry !== lit }}>
              <Icon of={entry.icon} />
              {words(entry.title)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
