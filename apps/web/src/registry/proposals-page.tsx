import { type AnswerOf, registryEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useSession } from '../app/session/session.js';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { problemOf } from '../ui/failure.js';
import { FactList } from '../ui/fact-list.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useDay, useWords } from '../ui/words.js';
import { AliasPanel } from './alias-panel.js';
import { DecisionFacts } from './decision-facts.js';
import { MergePanel } from './merge-panel.js';
import { MergeSweepPanel } from './merge-sweep-panel.js';
import { RescreeningPanel } from './rescreening-panel.js';

type Proposal = AnswerOf<typeof registryEndpoints.listProposals>['items'][number];

/** Changes to records that wait for a second person, each with what stands and what is proposed. */
export function ProposalsPage() {
  const { t } = useTranslation('registry');
  const proposals = useEndpoint(registryEndpoints.listProposals, { query: {} });
  return (
    <>
      <PageTitle title={t('proposals.title')} lead={t('proposals.lead')} />
      <Stack gap="large">
        {proposals.isPending ? <ListSkeleton /> : null}
        {proposals.error ? (
          <ErrorState problem={problemOf(proposals.error)} onRepeat={() => void proposals.refetch()} />
        ) : null}
        {proposals.data?.items.length === 0 ? (
          <EmptyState title={t('proposals.empty')} next={t('proposals.emptyNext')} />
        ) : null}
        {proposals.data?.items.map((proposal) => (
          <ProposalPanel key={proposal.id} proposal={proposal} />
        ))}
        <WaitingAliases />
        <WaitingUndoings />
        <MergeSweepPanel />
        <RescreeningPanel />
      </Stack>
    </>
  );
}

/** Changes of name and number from the civil register that wait for a second person. */
function WaitingAliases() {
  const aliases = useEndpoint(registryEndpoints.listWaitingAliases, { query: {} });
  if (aliases.error) return <ErrorState problem={problemOf(aliases.error)} onRepeat={() => void aliases.refetch()} />;
  return aliases.data?.items.map((alias) => <AliasPanel key={alias.id} alias={alias} />);
}

/** Merges of persons whose undoing waits for a second person. */
function WaitingUndoings() {
  const undoings = useEndpoint(registryEndpoints.listUndoings, {});
  if (undoings.error)
    return <ErrorState problem={problemOf(undoings.error)} onRepeat={() => void undoings.refetch()} />;
  return undoings.data?.items.map((merge) => (
    <MergePanel key={merge.id} merge={merge} parts={merge.parts} records={[]} />
  ));
}

function ProposalPanel({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const dayOf = useDay();
  const { source } = proposal;
  return (
    <Panel
      title={t(`proposalTitle.${proposal.verb}`)}
      aside={<StatusTag tone="waiting" word={t(proposal.ownProposal ? 'proposals.own' : 'verify.forYou')} />}
    >
      <Stack>
        <FactList
          facts={[
            { key: 'reason', name: t('reason'), value: proposal.reason },
            { key: 'from', name: t('proposals.from'), value: dayOf(proposal.validFrom) },
            { key: 'source', name: t('sources.source'), value: words({ en: source.nameEn, zh: source.nameZh }) },
            { key: 'at', name: t('proposals.at'), value: <Clock at={proposal.proposedAt} exact /> },
          ]}
        />
        {proposal.after ? <DecisionFacts decision={proposal.after} changedFrom={proposal.before} /> : null}
        <ProposalActs proposal={proposal} />
      </Stack>
    </Panel>
  );
}

function ProposalActs({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation('registry');
  const session = useSession();
  const [decision, setDecision] = useState<'confirm' | 'refuse'>();
  const act = useAct(registryEndpoints.decideProposal, {
    refresh: [registryEndpoints.listProposals, registryEndpoints.readPerson, registryEndpoints.overview],
    say: t('proposals.decided'),
    onDone: () => setDecision(undefined),
  });
  if (proposal.ownProposal || !may(session, 'registry:verify')) return <p>{t('proposals.ownNext')}</p>;
  return (
    <>
      <Line>
        <Button onClick={() => setDecision('confirm')}>{t('proposals.confirm')}</Button>
        <Button onClick={() => setDecision('refuse')}>{t('proposals.refuse')}</Button>
      </Line>
      {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
      <ConfirmReason
        isOpen={decision !== undefined}
        title={t(`proposalTitle.${proposal.verb}`)}
        consequence={t(decision === 'refuse' ? 'proposals.refuseConsequence' : `proposalConsequence.${proposal.verb}`)}
        act={t(decision === 'refuse' ? 'proposals.refuse' : 'proposals.confirm')}
        isBusy={act.isPending}
        onConfirm={(reason) => {
          if (!decision) return;
          act.mutate({
            params: { proposalId: proposal.id },
            body: { recordVersion: proposal.recordVersion, decision, reason },
          });
        }}
        onCancel={() => setDecision(undefined)}
      />
    </>
  );
}
