import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session.js';
import { BottomBar } from './bottom-bar.js';
import { DemonstrationBand } from './demonstration-band.js';
import type { NavigationEntry } from './navigation.js';
import styles from './shell.module.css';
import { SideNavigation } from './side-navigation.js';
import { TopBar } from './top-bar.js';

type ShellProps = {
  readonly entries: readonly NavigationEntry[];
  readonly isDemonstration: boolean;
  readonly onSignOut: () => void;
  readonly children: ReactNode;
};

/** What stands around every page: at a desk navigation on the left, on a phone a bar at the bottom. */
export function Shell({ entries, isDemonstration, onSignOut, children }: ShellProps) {
  const { t } = useTranslation('app');
  const session = useSession();
  return (
    <>
      <a href="#content" className={styles.skip}>
        {t('skip')}
      </a>
      {isDemonstration ? <DemonstrationBand /> : null}
      <div className={styles.shell}>
        <TopBar session={session} onSignOut={onSignOut} />
        <SideNavigation entries={entries} />
        <main id="content" className={styles.main} tabIndex={-1}>
          <div className={styles.column}>{children}</div>
        </main>
        <BottomBar entries={entries} />
      </div>
    </>
  );
}
