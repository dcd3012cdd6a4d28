import { type AliasView, registryEndpoints, wordsOfState } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useSession } from '../app/session/session.js';
import { useAct } from '../app/use-endpoint.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { problemOf } from '../ui/failure.js';
import { FactList } from '../ui/fact-list.js';
import { MaskedNumber } from '../ui/masked-number.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { Timeline } from '../ui/timeline.js';
import { useDay, useWords } from '../ui/words.js';

const refresh = [registryEndpoints.listWaitingAliases, registryEndpoints.readPerson, registryEndpoints.overview];

/** One change of name or number: what was, what is, what was done to it, and what this account may do with it. */
export function AliasPanel({ alias }: { alias: AliasView }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const waits = alias.state === 'waiting' || alias.state === 'withdrawing';
  return (
    <Panel
      title={t(`aliases.kind.${alias.kind}`)}
      aside={<StatusTag tone={waits ? 'waiting' : 'neutral'} word={words(wordsOfState('alias', alias.state))} />}
    >
      <Stack>
        {alias.corrects ? <p>{t('aliases.corrects')}</p> : null}
        <AliasFacts alias={alias} />
        <Timeline
          label={t('personPage.happened')}
          entries={[...alias.actions].reverse().map(({ verb, at, reason }) => ({
            key: `${verb}-${at}`,
            at,
            what: t(`aliases.verb.${verb}`),
            ...(reason ? { reason } : {}),
          }))}
        />
        {waits ? <DecideAlias alias={alias} /> : <WithdrawAlias alias={alias} />}
      </Stack>
    </Panel>
  );
}

function AliasFacts({ alias }: { alias: AliasView }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const dayOf = useDay();
  const { source } = alias;
  const document = (which: 'oldDocument' | 'newDocument') => {
    const given = alias[which];
    if (!given) return [];
    return [{ key: which, name: t(`aliases.${which}`), value: <MaskedNumber masked={given.masked} /> }];
  };
  const name = (which: 'oldName' | 'newName') =>
    alias[which] ? [{ key: which, name: t(`aliases.${which}`), value: alias[which] }] : [];
  return (
    <FactList
      facts={[
        ...name('oldName'),
        ...name('newName'),
        ...document('oldDocument'),
        ...document('newDocument'),
        { key: 'from', name: t('proposals.from'), value: dayOf(alias.validFrom) },
        {
          key: 'source',
          name: t('sources.source'),
          value: `${words({ en: source.nameEn, zh: source.nameZh })} · ${alias.reference}`,
        },
      ]}
    />
  );
}

function DecideAlias({ alias }: { alias: AliasView }) {
  const { t } = useTranslation('registry');
  const session = useSession();
  const [decision, setDecision] = useState<'confirm' | 'refuse'>();
  const act = useAct(registryEndpoints.decideAlias, {
    refresh,
    say: t('proposals.decided'),
    onDone: () => setDecision(undefined),
  });
  if (alias.ownStep || !may(session, 'registry:verify')) return <p>{t('proposals.ownNext')}</p>;
  const isWithdrawal = alias.state === 'withdrawing';
  const confirm = t(isWithdrawal ? 'aliases.confirmWithdrawal' : 'proposals.confirm');
  const consequence = isWithdrawal ? 'aliases.withdrawConsequence' : 'aliases.confirmConsequence';
  return (
    <>
      <Line>
        <Button onClick={() => setDecision('confirm')}>{confirm}</Button>
        <Button onClick={() => setDecision('refuse')}>{t('proposals.refuse')}</Button>
      </Line>
      {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
      <ConfirmReason
        isOpen={decision !== undefined}
        title={t(isWithdrawal ? 'aliases.withdrawTitle' : `aliases.kind.${alias.kind}`)}
        consequence={t(decision === 'refuse' ? 'aliases.refuseConsequence' : consequence)}
        act={decision === 'refuse' ? t('proposals.refuse') : confirm}
        isBusy={act.isPending}
        onConfirm={(reason) => {
          if (!decision) return;
          act.mutate({ params: { aliasId: alias.id }, body: { version: alias.version, decision, reason } });
        }}
        onCancel={() => setDecision(undefined)}
      />
    </>
  );
}

function WithdrawAlias({ alias }: { alias: AliasView }) {
  const { t } = useTranslation('registry');
  const session = useSession();
  const [isOpen, setIsOpen] = useState(false);
  const act = useAct(registryEndpoints.proposeAliasChange, {
    refresh,
    say: t('aliases.proposed'),
    onDone: () => setIsOpen(false),
  });
  if (alias.state !== 'effective' || !may(session, 'registry:enter')) return null;
  return (
    <>
      <Line>
        <Button onClick={() => setIsOpen(true)}>{t('aliases.withdraw')}</Button>
      </Line>
      {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
      <ConfirmReason
        isOpen={isOpen}
        title={t('aliases.withdrawTitle')}
        consequence={t('aliases.withdrawConsequence')}
        act={t('aliases.withdraw')}
        isBusy={act.isPending}
        onConfirm={(reason) => {
          const body = { verb: 'withdraw' as const, version: alias.version, reason };
          act.mutate({ params: { aliasId: alias.id }, body });
        }}
        onCancel={() => setIsOpen(false)}
      />
    </>
  );
}
