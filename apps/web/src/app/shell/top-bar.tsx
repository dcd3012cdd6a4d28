import { isRole, roleDefinition } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../../ui/language-switch.js';
import { useLanguage, useWords } from '../../ui/words.js';
import { chooseLanguage } from '../language.js';
import type { Session } from '../session/session.js';
import { Brand } from './brand.js';
import { PersonMenu } from './person-menu.js';
import styles from './top-bar.module.css';

/** Whose unit one acts for, the language, and the person who is signed in. */
export function TopBar({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const { t } = useTranslation('app');
  const words = useWords();
  const language = useLanguage();
  const duties = session.roles
    .filter(isRole)
    .map((role) => words(roleDefinition(role).title))
    .join(t('listSeparator'));
  return (
    <header className={styles.bar}>
      <Link to="/" className={styles.brand ?? ''} aria-label={t('toToday')}>
        <Brand />
      </Link>
      <p className={styles.unit}>
        <span className={styles.label}>{t('actingFor')}</span>{' '}
        <strong>{words({ en: session.organisation.nameEn, zh: session.organisation.nameZh })}</strong>
        {duties === '' ? null : <span className={styles.duties}> · {duties}</span>}
      </p>
      <div className={styles.tools}>
        <LanguageSwitch language={language} onChoose={(choice) => void chooseLanguage(choice)} />
        <PersonMenu name={session.displayName} duties={duties} onSignOut={onSignOut} />
      </div>
    </header>
  );
}
