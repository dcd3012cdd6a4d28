import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../ui/announcements.js';
import { ButtonLink } from '../../ui/buttons.js';
import { problemOf } from '../../ui/failure.js';
import { Stack } from '../../ui/stack.js';
import { ErrorState } from '../../ui/states.js';
import { useLanguage } from '../../ui/words.js';
import { CodeForm } from './code-form.js';
import { type ComingHome, comeHome, takeHome } from './provider.js';
import { type Session, sessionQuery } from './session.js';
import { setSessionActive } from './sign-in-again.js';
import { SignInFrame } from './sign-in-frame.js';

/** Where the identity provider sends the browser home to: to go on signed in, to be asked for the second factor, or to the own account. */
export function ProviderPage() {
  const { t } = useTranslation('app');
  const language = useLanguage();
  const queries = useQueryClient();
  const router = useRouter();
  const isTaken = useRef(false);
  const goOn = (session: Session, next: string | undefined): void => {
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, session);
    setSessionActive(true);
    router.history.replace(next ?? '/');
  };
  const act = useMutation({
    mutationFn: (came: ComingHome) => comeHome(came, language),
    onSuccess: (came) => {
      if ('session' in came) goOn(came.session, came.next);
      if (!('linked' in came)) return;
      announce(t('provider.linked'));
      router.history.replace('/account');
    },
  });
  const { mutate } = act;
  useEffect(() => {
    // What came home is taken once, however often the page is drawn.
    if (isTaken.current) return;
    isTaken.current = true;
    mutate(takeHome());
  }, [mutate]);
  const needed = act.data && 'needed' in act.data ? act.data : undefined;
  const isLink = act.variables?.kept?.link !== undefined;
  return (
    <SignInFrame
      title={t('provider.title')}
      {...(act.error ? {} : { lead: t(needed ? 'provider.factorLead' : 'provider.lead') })}
    >
      {needed ? (
        <CodeForm
          needed={needed.needed}
          onSignedIn={(session) => goOn(session, needed.next)}
          onBack={() => void router.navigate({ to: '/sign-in' })}
        />
      ) : null}
      {act.error ? (
        <Stack>
          <ErrorState problem={problemOf(act.error)} />
          <div>
            <ButtonLink to={isLink ? '/account' : '/sign-in'} isPrimary>
              {t(isLink ? 'provider.toAccount' : 'provider.toSignIn')}
            </ButtonLink>
          </div>
        </Stack>
      ) : null}
      {needed || act.error ? null : <p role="status">{t('provider.checking')}</p>}
    </SignInFrame>
  );
}
