import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainFrame } from '../app/plain-frame.js';
import { PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { CodeStep } from './code-step.js';
import { ConsentQuestion } from './consent-question.js';
import { ConsentSettled } from './consent-settled.js';
import { secretIn, useConsent } from './use-consent.js';

/** The page of the person checked, opened by their own link, on a phone, without an account. */
export function ConsentPage() {
  const secret = useSecret();
  return (
    <PlainFrame>
      <Personal key={secret ?? ''} secret={secret} />
    </PlainFrame>
  );
}

function Personal({ secret }: { secret: string | undefined }) {
  const { t } = useTranslation('consent');
  const { state, show, read } = useConsent(secret);
  if (state.stage === 'no-link' || !secret) {
    return <PageTitle title={t('cut.title')} lead={t('cut.lead')} />;
  }
  switch (state.stage) {
    case 'reading':
      return <p role="status">{t('reading')}</p>;
    case 'code':
      return <CodeStep secret={secret} onOpen={show} />;
    case 'failed':
      return state.problem.status === 404 ? (
        <PageTitle title={t('closed.title')} lead={t('closed.lead')} />
      ) : (
        <>
          <PageTitle title={t('failed')} />
          <PlainProblem problem={state.problem} />
          <PlainButton onClick={() => void read()}>{t('again')}</PlainButton>
        </>
      );
    case 'page':
      return state.page.state === 'asked' ? (
        <ConsentQuestion secret={secret} page={state.page} onAnswered={show} onReadAgain={read} />
      ) : (
        <ConsentSettled secret={secret} page={state.page} onChanged={show} />
      );
  }
}

/** The secret of the address, also when another link is opened in the same tab. */
function useSecret(): string | undefined {
  const [secret, setSecret] = useState(() => secretIn(location.hash));
  useEffect(() => {
    const change = (): void => setSecret(secretIn(location.hash));
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  return secret;
}
