import { MergeEnding, type MergeView, registryEndpoints } from '@gatehouse/contract';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, PageSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { ComparisonLines } from './comparison-lines.js';
import { useDecisionText } from './comparison-words.js';
import { Opinions } from './opinions.js';
import { OpinionForm } from './opinion-form.js';
import { type ShownNumbers, ShowNumbers } from './show-numbers.js';

const route = getRouteApi('/signed-in/registry/merges/$mergeId');

/** Two persons on record side by side: what agrees, what differs, why it came up, and three answers. */
export function MergePage() {
  const { mergeId } = route.useParams();
  const { t } = useTranslation('registry');
  const read = useEndpoint(registryEndpoints.readMerge, { params: { mergeId } });
  if (read.isPending) return <PageSkeleton />;
  if (read.error) {
    return (
      <>
        <PageTitle title={t('merges.question')} />
        <ErrorState problem={problemOf(read.error)} onRepeat={() => void read.refetch()} />
      </>
    );
  }
  return <Merge key={mergeId} view={read.data} />;
}

function Merge({ view }: { view: MergeView }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const decisionOf = useDecisionText();
  const [numbers, setNumbers] = useState<ShownNumbers>();
  const show = useAct(registryEndpoints.showMergeNumbers, { say: t('numbers.shown'), onDone: setNumbers });
  const titles = { one: t('merges.one'), other: t('merges.other') };
  const textsOf = ({ names, identity, decisions }: MergeView['one']) => ({
    names: names.map(({ name }) => name),
    identity: identity.map((line) => words(line)),
    decisions: decisions.map(decisionOf),
  });
  const [one, other] = [textsOf(view.one), textsOf(view.other)];
  return (
    <>
      <PageTitle
        title={t('merges.question')}
        state={<StatusTag tone="waiting" word={t(`stage.${view.stage}`)} />}
        clock={<Clock at={view.dueAt} kind="due" exact />}
        lead={t('merges.questionLead')}
      />
      <Stack gap="large">
        <ComparisonLines
          lines={view.lines}
          titles={titles}
          further={[
            { title: t('merges.allNames'), one: one.names, other: other.names },
            { title: t('compare.identity'), one: one.identity, other: other.identity },
            { title: t('compare.decisions'), one: one.decisions, other: other.decisions },
          ]}
          isBirthDateHidden={numbers !== undefined}
        />
        <Panel title={t('compare.why')}>
          <ul>
            {view.reasons.map((reason) => (
              <li key={reason.en}>{words(reason)}</li>
            ))}
          </ul>
          <p>{t('merges.rules', { version: view.ruleVersion })}</p>
        </Panel>
        <ShowNumbers
          numbers={numbers}
          titles={{ asked: titles.one, onRecord: titles.other }}
          show={show}
          onShow={(reason) => show.mutate({ params: { mergeId: view.id }, body: { purpose: 'comparison', reason } })}
          onHide={() => setNumbers(undefined)}
        />
        {view.earlierOpinions.length > 0 ? (
          <Panel title={t('compare.earlier')}>
            <Opinions opinions={view.earlierOpinions} />
          </Panel>
        ) : null}
        <Panel title={t('compare.answer')}>
          <Answer view={view} />
        </Panel>
      </Stack>
    </>
  );
}

/** A pair is taken first, so that no colleague decides it meanwhile; then the three answers. */
function Answer({ view }: { view: MergeView }) {
  const { t } = useTranslation('registry');
  const navigate = useNavigate();
  const [claimed, setClaimed] = useState<number>();
  const claim = useAct(registryEndpoints.claimMerge, {
    lists: ['registry-merges'],
    say: t('compare.claimed'),
    onDone: ({ version }) => setClaimed(version),
  });
  const give = useAct(registryEndpoints.giveMergeOpinion, {
    refresh: [registryEndpoints.overview, registryEndpoints.readMerge],
    lists: ['registry-merges'],
    say: t('compare.sent'),
    onDone: () => void navigate({ to: '/registry/merges' }),
  });
  if (view.ownOpinion) return <p>{t('compare.given', { ending: t(`ending.${view.ownOpinion.ending}`) })}</p>;
  if (view.claimedByMe || claimed !== undefined) {
    const version = claimed ?? view.version;
    return (
      <OpinionForm
        endings={MergeEnding.options.filter((one) => view.stage !== 'recheck' || one !== 'need_more')}
        act={give}
        onSend={(ending, reason) => give.mutate({ params: { mergeId: view.id }, body: { version, ending, reason } })}
      />
    );
  }
  return (
    <Stack>
      <p>{t('compare.claimLead')}</p>
      {claim.error ? <ErrorState problem={problemOf(claim.error)} /> : null}
      <Button
        type="primary"
        loading={claim.isPending}
        onClick={() => claim.mutate({ params: { mergeId: view.id }, body: { version: view.version } })}
      >
        {t('compare.claim')}
      </Button>
    </Stack>
  );
}
