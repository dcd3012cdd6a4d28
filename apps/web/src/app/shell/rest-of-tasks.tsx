import { Link } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.js';
import { useWords } from '../../ui/words.js';
import styles from './bottom-bar.module.css';
import type { NavigationEntry } from './navigation.js';

type RestOfTasksProps = {
  readonly entries: readonly NavigationEntry[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

/** The tasks for which the bar has no room; loaded when somebody opens them. */
export function RestOfTasks({ entries, isOpen, onClose }: RestOfTasksProps) {
  const { t } = useTranslation('app');
  const words = useWords();
  return (
    <Drawer open={isOpen} placement="bottom" title={t('more')} onClose={onClose} size="auto" destroyOnHidden>
      <ul>
        {entries.map((entry) => (
          <li key={entry.title.en}>
            <Link to={entry.to} className={styles.rest ?? ''} onClick={onClose}>
              <Icon of={entry.icon} />
              {words(entry.title)}
            </Link>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
