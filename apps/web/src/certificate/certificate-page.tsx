import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainFrame } from '../app/plain-frame.js';
import { PageTitle } from '../ui/page-title.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { useWords } from '../ui/words.js';
import { LookForm } from './look-form.js';
import { UnitShown } from './unit-shown.js';
import { codeOfSheet, type LookedUp, useLookUp } from './use-look-up.js';

/** The share checked at a unit, for everybody: opened by the code of its sheet, or looked up by name. */
export function CertificatePage() {
  const { t } = useTranslation('certificate');
  const { look, state } = useLookUp();
  const [code] = useState(() => codeOfSheet(location.hash));
  useEffect(() => {
    if (code !== '') void look(code);
  }, [code, look]);
  return (
    <PlainFrame>
      <PageTitle title={t('title')} lead={t('lead')} />
      {state.stage === 'looking' ? <p role="status">{t('looking')}</p> : null}
      {state.stage === 'failed' ? <PlainProblem problem={state.problem} /> : null}
      {state.stage === 'found' ? <Found found={state.found} /> : null}
      <LookForm
        isFirst={state.stage !== 'found'}
        isBusy={state.stage === 'looking'}
        onLook={(text) => void look(text)}
      />
    </PlainFrame>
  );
}

function Found({ found: { items, more, notShown } }: { found: LookedUp }) {
  const { t } = useTranslation('certificate');
  const words = useWords();
  if (items.length === 0)
    return (
      <section aria-label={t('found')}>
        <h2>{t('nothing')}</h2>
        <p>{words(notShown)}</p>
      </section>
    );
  return (
    <>
      {items.map((shown) => (
        <UnitShown key={shown.unit.zh} shown={shown} />
      ))}
      {more ? <p role="status">{t('more')}</p> : null}
    </>
  );
}
