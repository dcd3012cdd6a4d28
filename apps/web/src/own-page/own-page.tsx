import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainFrame } from '../app/plain-frame.js';
import { PageTitle } from '../ui/page-title.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { CodeStep } from './code-step.js';
import { type CameHome, cameHome, clearHome } from './identity.js';
import { OwnPageShown } from './own-page-shown.js';
import { codeIn, useOwnPage } from './use-own-page.js';

/** The person's own page: what was asked about them, opened with the code that a desk gave them. */
export function OwnPageFrame() {
  const home = useHome();
  const code = useCodeOfSheet();
  return (
    <PlainFrame>
      <Own key={code} code={code} home={home} />
    </PlainFrame>
  );
}

function Own({ code, home }: { code: string; home: CameHome | undefined }) {
  const { t } = useTranslation('own-page');
  const { state, show, read, close } = useOwnPage(code !== '', home);
  switch (state.stage) {
    case 'reading':
      return <p role="status">{t(home ? 'identity.checking' : 'reading')}</p>;
    case 'code':
      return <CodeStep first={code} problem={state.problem} onOpen={show} />;
    case 'closed':
      return <PageTitle title={t('closed.title')} lead={t('closed.lead')} />;
    case 'failed':
      return (
        <>
          <PageTitle title={t('failed')} />
          <PlainProblem problem={state.problem} />
          <PlainButton onClick={() => void read()}>{t('again')}</PlainButton>
        </>
      );
    case 'page':
      return <OwnPageShown page={state.page} onChanged={show} onClosed={close} />;
  }
}

/** What this window came home with from the provider of electronic identities: read while the page is drawn, and gone once it stands. */
function useHome(): CameHome | undefined {
  const [home] = useState(cameHome);
  useEffect(() => {
    if (home !== undefined) clearHome();
  }, [home]);
  return home;
}

/** The code of the address, which does not stay there: neither in the history nor for whoever looks over a shoulder. */
function useCodeOfSheet(): string {
  const [code, setCode] = useState(() => codeIn(location.hash));
  useEffect(() => {
    const take = (): void => {
      const found = codeIn(location.hash);
      if (location.hash !== '') history.replaceState(null, '', location.pathname);
      if (found !== '') setCode(found);
    };
    take();
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  return code;
}
