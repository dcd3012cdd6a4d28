import {
  type CoverageFigures,
  type CoverageLine,
  type CoverageState,
  coverageEndpoints,
  coverageStates,
  statesToAskMany,
  wordsOfState,
  workforceExportEndpoints,
} from '@gatehouse/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { call, download } from '../app/api.js';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { CursorList, type ListRequest } from '../ui/cursor-list.js';
import { problemOf } from '../ui/failure.js';
import { FigureRow } from '../ui/figure-row.js';
import { PageTitle } from '../ui/page-title.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { AskMany } from './ask-many.js';
import { CertificatePanel } from './certificate-panel.js';
import { ExportControl } from './export-control.js';
import { CoverageStateTag } from './coverage-state.js';

/** Where the people at work at one's own unit stand, the most urgent first, and what there is to do today. */
export function CoveragePage() {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const figures = useEndpoint(coverageEndpoints.home, {}).data?.figures;
  const toAsk = figures === undefined ? 0 : countIn(figures, statesToAskMany);
  const load = async ({ filters, cursor, signal }: ListRequest) => {
    const state = coverageStates.find((one) => one === filters.state);
    return call(coverageEndpoints.list, { query: { cursor, state } }, { signal });
  };
  return (
    <>
      <PageTitle
        title={t('coverage.title')}
        lead={t('coverage.lead')}
        actions={toAsk > 0 ? <AskMany count={toAsk} /> : null}
      />
      <Stack>
        {figures && figures.staff > 0 ? <Figures figures={figures} /> : null}
        <CursorList
          name="coverage"
          label={t('coverage.title')}
          itemKey={({ employmentId }) => employmentId}
          load={load}
          filters={[
            {
              name: 'state',
              label: t('coverage.state'),
              choices: coverageStates.map((value) => ({ value, label: words(wordsOfState('coverage', value)) })),
            },
          ]}
          columns={[
            { key: 'person', title: t('coverage.person'), isLead: true, render: ({ name }) => name },
            { key: 'post', title: t('coverage.post'), render: (line) => <Post line={line} /> },
            { key: 'state', title: t('coverage.state'), render: (line) => <State line={line} /> },
            { key: 'act', title: t('coverage.act'), render: (line) => <Act line={line} /> },
          ]}
          tools={({ state }) => (
            <ExportControl
              leave={(asked) =>
                download(workforceExportEndpoints.coverage, {
                  body: { ...asked, state: coverageStates.find((one) => one === state) },
                })
              }
            />
          )}
          empty={<EmptyState title={t('coverage.empty')} next={t('coverage.emptyNext')} />}
        />
        <CertificatePanel />
      </Stack>
    </>
  );
}

const urgent: readonly CoverageState[] = ['barred', 'refused_or_withdrawn', 'not_yet_asked', 'left_lying', 'overdue'];

function countIn({ byState }: CoverageFigures, states: readonly CoverageState[]): number {
  return byState.filter(({ state }) => states.includes(state)).reduce((sum, one) => sum + one.count, 0);
}

function Figures({ figures }: { figures: CoverageFigures }) {
  const { t } = useTranslation('workforce');
  const { staff, checked } = figures;
  return (
    <FigureRow
      label={t('coverage.title')}
      figures={[
        { key: 'staff', label: t('coverage.staff'), value: String(staff) },
        { key: 'checked', label: t('coverage.checked'), value: String(checked), note: t('coverage.notRating') },
        { key: 'now', label: t('coverage.now'), value: String(countIn(figures, urgent)) },
        { key: 'due', label: t('coverage.due'), value: String(countIn(figures, ['due'])) },
      ]}
    />
  );
}

function Post({ line: { postClass, fromDate } }: { line: CoverageLine }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <Stack gap="small">
      <span>{words(postClass)}</span>
      <span>{t('coverage.since', { from: fromDate })}</span>
    </Stack>
  );
}

function State({ line: { state, sentence, notice, gaps } }: { line: CoverageLine }) {
  const words = useWords();
  return (
    <Stack gap="small">
      <Line>
        <CoverageStateTag state={state} />
      </Line>
      <span>{words(sentence)}</span>
      {state === 'due' && notice ? <span>{words(notice)}</span> : null}
      {gaps.length > 0 ? <Gaps gaps={gaps} /> : null}
    </Stack>
  );
}

function Gaps({ gaps }: Pick<CoverageLine, 'gaps'>) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return <span>{t('coverage.gaps', { gaps: gaps.map(words).join(t('coverage.joint')) })}</span>;
}

function Act({ line: { employmentId, inquiryId, mayStart } }: { line: CoverageLine }) {
  const { t } = useTranslation('workforce');
  const navigate = useNavigate();
  const start = useAct(coverageEndpoints.start, {
    lists: ['coverage', 'inquiries'],
    refresh: [coverageEndpoints.home],
    say: t('coverage.started'),
    onDone: (answer) => void navigate({ to: '/inquiries/$inquiryId', params: { inquiryId: answer.inquiryId } }),
  });
  if (mayStart)
    return (
      <Stack gap="small">
        <Button
          type="link"
          loading={start.isPending}
          onClick={() => start.mutate({ params: { id: employmentId }, body: {} })}
        >
          {t('coverage.start')}
        </Button>
        {start.error ? <ErrorState problem={problemOf(start.error)} /> : null}
      </Stack>
    );
  if (inquiryId === undefined) return null;
  return (
    <Link to="/inquiries/$inquiryId" params={{ inquiryId }}>
      {t('coverage.open')}
    </Link>
  );
}
