import { type AnswerOf, type Problem, useFigureEndpoints } from '@gatehouse/contract';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { PlainFrame } from '../app/plain-frame.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { MonthShown } from './month-shown.js';

type Listed = AnswerOf<typeof useFigureEndpoints.list>;
type Stage =
  | { readonly stage: 'reading' }
  | { readonly stage: 'read'; readonly listed: Listed }
  | { readonly stage: 'failed'; readonly problem: Problem };

/** How the system was used, for everybody: by month and kind of authority, without persons. */
export function UseFiguresPage() {
  const { t } = useTranslation('use-figures');
  const state = useListed();
  return (
    <PlainFrame>
      <PageTitle title={t('title')} lead={t('lead')} />
      {state.stage === 'reading' ? <p role="status">{t('reading')}</p> : null}
      {state.stage === 'failed' ? <PlainProblem problem={state.problem} /> : null}
      {state.stage === 'read' ? <Months listed={state.listed} /> : null}
    </PlainFrame>
  );
}

function Months({ listed: { months, delayDays, fewestTold } }: { listed: Listed }) {
  const { t } = useTranslation('use-figures');
  return (
    <>
      <p>{t('when', { delayDays })}</p>
      {months.length === 0 ? <p role="status">{t('none')}</p> : null}
      {months.map((month) => (
        <MonthShown key={month.counted.month} month={month} />
      ))}
      <p>{t('few', { fewestTold })}</p>
    </>
  );
}

function useListed(): Stage {
  const [state, setState] = useState<Stage>({ stage: 'reading' });
  useEffect(() => {
    const end = new AbortController();
    call(useFigureEndpoints.list, {}, { signal: end.signal })
      .then((listed) => setState({ stage: 'read', listed }))
      .catch((thrown: unknown) => {
        if (!end.signal.aborted) setState({ stage: 'failed', problem: problemOf(thrown) });
      });
    return () => end.abort();
  }, []);
  return state;
}
