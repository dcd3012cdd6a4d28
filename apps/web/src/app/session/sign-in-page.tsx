import { type Health, roleDefinition } from '@gatehouse/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../../ui/words.js';
import { CredentialsForm } from './credentials-form.js';
import { healthQuery } from './health.js';
import { waysQuery } from './passkey.js';
import { sessionQuery } from './session.js';
import { setSessionActive } from './sign-in-again.js';
import { SignInFrame } from './sign-in-frame.js';
import styles from './sign-in-page.module.css';

// Loaded where there is a provider, and not with every first page.
const ByProvider = lazy(async () => ({ default: (await import('./by-provider.js')).ByProvider }));

const route = getRouteApi('/sign-in');

/** Sign in, then on to the page that was asked for. A demonstration offers its accounts as buttons. */
export function SignInPage() {
  const { t } = useTranslation('app');
  const words = useWords();
  const demonstration = useQuery(healthQuery).data?.demonstration;
  const provider = useQuery(waysQuery).data?.provider;
  const queries = useQueryClient();
  const router = useRouter();
  const { next } = route.useSearch();
  return (
    <SignInFrame title={t('signIn.title')} lead={t('signIn.lead')}>
      <CredentialsForm
        onSignedIn={(session) => {
          queries.clear();
          queries.setQueryData(sessionQuery.queryKey, session);
          setSessionActive(true);
          router.history.push(next ?? '/');
        }}
        offer={(fill) => (
          <>
            <Suspense fallback={null}>
              {provider ? <ByProvider name={words(provider.name)} next={next} /> : null}
            </Suspense>
            {demonstration ? (
              <DemonstrationAccounts
                accounts={demonstration.accounts}
                onChoose={(account) => fill(account, demonstration.password)}
              />
            ) : null}
          </>
        )}
      />
      <p className={styles.help}>{t('signIn.help')}</p>
      <p className={styles.help}>
        <a href="/tip">{t('signIn.tip')}</a>
      </p>
      <p className={styles.help}>
        <a href="/use-figures">{t('signIn.figures')}</a>
      </p>
    </SignInFrame>
  );
}

function DemonstrationAccounts({
  accounts,
  onChoose,
}: {
  accounts: NonNullable<Health['demonstration']>['accounts'];
  onChoose: (account: string) => void;
}) {
  const { t } = useTranslation('app');
  const words = useWords();
  return (
    <section className={styles.demonstration} aria-labelledby="demonstration-accounts">
      <h2 id="demonstration-accounts" className={styles.heading}>
        {t('signIn.demonstration')}
      </h2>
      <p className={styles.hint}>{t('signIn.demonstrationHint')}</p>
      <ul className={styles.accounts}>
        {accounts.map(({ login, role }) => (
          <li key={login}>
            <button type="button" className={styles.account} onClick={() => onChoose(login)}>
              <span>{words(roleDefinition(role).title)}</span>
              <span className={styles.name}>{login}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
