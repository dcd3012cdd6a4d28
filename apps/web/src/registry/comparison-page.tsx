import { ComparisonEnding, type ComparisonView, registryEndpoints } from '@gatehouse/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { AnswerPanel } from '../ui/answer-panel.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { ComparisonLines } from './comparison-lines.js';
import { useDecisionText } from './comparison-words.js';
import { Opinions } from './opinions.js';
import { OpinionForm } from './opinion-form.js';
import { type ShownNumbers, ShowNumbers } from './show-numbers.js';

const route = getRouteApi('/signed-in/registry/comparisons/$comparisonId');

/** Asked and on record side by side: what agrees, what differs, why it came up, and four answers. */
export function ComparisonPage() {
  const { comparisonId } = route.useParams();
  const { t } = useTranslation('registry');
  const read = useEndpoint(registryEndpoints.readComparison, { params: { comparisonId } });
  if (read.isPending) return <PageSkeleton />;
  if (read.error) {
    return (
      <>
        <PageTitle title={t('compare.title')} />
        <ErrorState problem={problemOf(read.error)} onRepeat={() => void read.refetch()} />
      </>
    );
  }
  return <Comparison key={comparisonId} view={read.data} />;
}

function Comparison({ view }: { view: ComparisonView }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const decisionOf = useDecisionText();
  const [numbers, setNumbers] = useState<ShownNumbers>();
  const show = useAct(registryEndpoints.showNumbers, { say: t('numbers.shown'), onDone: setNumbers });
  return (
    <>
      <PageTitle
        title={t('compare.title')}
        state={<StatusTag tone="waiting" word={t(`stage.${view.stage}`)} />}
        clock={<Clock at={view.dueAt} kind="due" exact />}
        lead={t('compare.lead')}
      />
      <Stack gap="large">
        {view.misuseMarkedAt ? <AnswerPanel tone="act" sentence={t('compare.misuse')} /> : null}
        <ComparisonLines
          lines={view.lines}
          titles={{ one: t('compare.asked'), other: t('compare.onRecord') }}
          further={[
            {
              title: t('compare.identity'),
              one: [words(view.identityAsked)],
              other: view.identityOnRecord.map((line) => words(line)),
            },
            { title: t('compare.decisions'), one: [t('compare.none')], other: view.decisions.map(decisionOf) },
          ]}
          isBirthDateHidden={numbers !== undefined}
        />
        <Panel title={t('compare.why')}>
          <ul>
            {view.reasons.map((reason) => (
              <li key={reason.en}>{words(reason)}</li>
            ))}
          </ul>
        </Panel>
        <ShowNumbers
          numbers={numbers}
          titles={{ asked: t('compare.asked'), onRecord: t('compare.onRecord') }}
          show={show}
          onShow={(reason) =>
            show.mutate({ params: { comparisonId: view.id }, body: { purpose: 'comparison', reason } })
          }
          onHide={() => setNumbers(undefined)}
        />
        {view.earlierOpinions.length > 0 ? <EarlierOpinions view={view} /> : null}
        <Panel title={t('compare.answer')}>
          <Answer view={view} />
        </Panel>
      </Stack>
    </>
  );
}

function EarlierOpinions({ view }: { view: ComparisonView }) {
  const { t } = useTranslation('registry');
  return (
    <Panel title={t('compare.earlier')}>
      <Opinions opinions={view.earlierOpinions} />
    </Panel>
  );
}

/** A pair is taken first, so that no colleague decides it meanwhile; then the four answers; then what was answered. */
function Answer({ view }: { view: ComparisonView }) {
  const { t } = useTranslation('registry');
  const [claimed, setClaimed] = useState<number>();
  const claim = useAct(registryEndpoints.claimComparison, {
    lists: ['registry-comparisons'],
    say: t('compare.claimed'),
    onDone: ({ version }) => setClaimed(version),
  });
  if (view.ownOpinion) {
    return (
      <EmptyState
        title={t('compare.given', { ending: t(`ending.${view.ownOpinion.ending}`) })}
        next={view.ownOpinion.reason}
        action={
          <ButtonLink to="/registry/comparisons" isPrimary>
            {t('compare.next')}
          </ButtonLink>
        }
      />
    );
  }
  if (view.claimedByMe || claimed !== undefined) {
    return <Opinion view={view} version={claimed ?? view.version} />;
  }
  return (
    <Stack>
      <p>{t('compare.claimLead')}</p>
      {claim.error ? <ErrorState problem={problemOf(claim.error)} /> : null}
      <Button
        type="primary"
        loading={claim.isPending}
        onClick={() => claim.mutate({ params: { comparisonId: view.id }, body: { version: view.version } })}
      >
        {t('compare.claim')}
      </Button>
    </Stack>
  );
}

/** The third person decides, so that they cannot ask for more. */
function Opinion({ view, version }: { view: ComparisonView; version: number }) {
  const { t } = useTranslation('registry');
  const navigate = useNavigate();
  const act = useAct(registryEndpoints.giveOpinion, {
    refresh: [registryEndpoints.overview, registryEndpoints.readComparison],
    lists: ['registry-comparisons'],
    say: t('compare.sent'),
    onDone: () => void navigate({ to: '/registry/comparisons' }),
  });
  return (
    <OpinionForm
      endings={ComparisonEnding.options.filter((one) => view.stage !== 'recheck' || one !== 'need_more')}
      act={act}
      onSend={(ending, reason) => act.mutate({ params: { comparisonId: view.id }, body: { version, ending, reason } })}
    />
  );
}
