import { roleDefinition, roles } from '@gatehouse/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '../../ui/language-switch.js';
import { PageTitle } from '../../ui/page-title.js';
import { useLanguage, useWords } from '../../ui/words.js';
import { chooseLanguage } from '../language.js';
import { Brand } from '../shell/brand.js';
import { DemonstrationBand } from '../shell/demonstration-band.js';
import { CredentialsForm } from './credentials-form.js';
import { healthQuery } from './health.js';
import { sessionQuery } from './session.js';
import { setSessionActive } from './sign-in-again.js';
import styles from './sign-in-page.module.css';

const route = getRouteApi('/sign-in');

/** Sign in, then on to the page that was asked for. A demonstration offers its accounts as buttons. */
export function SignInPage() {
  const { t } = useTranslation('app');
  const language = useLanguage();
  const health = useQuery(healthQuery);
  const queries = useQueryClient();
  const router = useRouter();
  const { next } = route.useSearch();
  return (
    <div className={styles.page}>
      {health.data?.mode === 'demo' ? <DemonstrationBand /> : null}
      <header className={styles.top}>
        <Brand />
        <LanguageSwitch language={language} onChoose={(choice) => void chooseLanguage(choice)} />
      </header>
      <main className={styles.main}>
        <PageTitle title={t('signIn.title')} lead={t('signIn.lead')} />
        <CredentialsForm
          onSignedIn={(session) => {
            queries.clear();
            queries.setQueryData(sessionQuery.queryKey, session);
            setSessionActive(true);
            router.history.push(next ?? '/');
          }}
          offer={(fill) =>
            health.data?.mode === 'demo' ? (
              <DemonstrationAccounts onChoose={(account) => fill(account, health.data?.demonstration?.password)} />
            ) : null
          }
        />
        <p className={styles.help}>{t('signIn.help')}</p>
      </main>
    </div>
  );
}

function DemonstrationAccounts({ onChoose }: { onChoose: (account: string) => void }) {
  const { t } = useTranslation('app');
  const words = useWords();
  return (
    <section className={styles.demonstration} aria-labelledby="demonstration-accounts">
      <h2 id="demonstration-accounts" className={styles.heading}>
        {t('signIn.demonstration')}
      </h2>
      <p className={styles.hint}>{t('signIn.demonstrationHint')}</p>
      <ul className={styles.accounts}>
        {roles.map((role) => (
          <li key={role}>
            <button type="button" className={styles.account} onClick={() => onChoose(role)}>
              <span>{words(roleDefinition(role).title)}</span>
              <span className={styles.name}>{role}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
