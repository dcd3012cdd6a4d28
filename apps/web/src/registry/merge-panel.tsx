import {
  type MergedPart,
  type MergeInForce,
  type RecordView,
  registryEndpoints,
  wordsOfState,
} from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useSession } from '../app/session/session.js';
import { useAct } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { FactList } from '../ui/fact-list.js';
import { problemOf } from '../ui/failure.js';
import { MaskedNumber } from '../ui/masked-number.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { Opinions } from './opinions.js';

const refresh = [registryEndpoints.readPerson, registryEndpoints.listUndoings, registryEndpoints.overview];

type MergePanelProps = {
  readonly merge: MergeInForce;
  readonly parts: readonly MergedPart[];
  /** The records of the parts, where the page has them: their sources are named. */
  readonly records: readonly RecordView[];
};

/** Of which persons on record one was made, who found it and why, and what this account may do with it. */
export function MergePanel({ merge, parts, records }: MergePanelProps) {
  const { t } = useTranslation('registry');
  const words = useWords();
  return (
    <Panel
      title={t('merges.madeOf')}
      aside={
        <StatusTag
          tone={merge.state === 'undoing' ? 'waiting' : 'neutral'}
          word={words(wordsOfState('merge', merge.state))}
        />
      }
    >
      <Stack>
        <FactList
          facts={[
            ...(['onePersons', 'otherPersons'] as const).map((side, at) => ({
              key: side,
              name: t(at === 0 ? 'merges.one' : 'merges.other'),
              value: parts
                .filter(({ personId }) => merge[side].includes(personId))
                .map((part) => <Part key={part.personId} part={part} records={records} />),
            })),
            { key: 'at', name: t('merges.mergedAt'), value: <Clock at={merge.mergedAt} exact /> },
            {
              key: 'why',
              name: t('compare.why'),
              value: merge.reasons.map((reason) => <p key={reason.en}>{words(reason)}</p>),
            },
            { key: 'rules', name: t('merges.rulesName'), value: merge.ruleVersion },
            { key: 'who', name: t('merges.found'), value: <Opinions opinions={merge.opinions} /> },
            ...(merge.undoing ? [{ key: 'undoing', name: t('merges.undoReason'), value: merge.undoing.reason }] : []),
          ]}
        />
        {merge.undoing ? <DecideUndoing merge={merge} /> : <ProposeUndoing merge={merge} />}
      </Stack>
    </Panel>
  );
}

function Part({ part, records }: { part: MergedPart; records: readonly RecordView[] }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const own = records.filter(({ id }) => part.recordIds.includes(id));
  return (
    <Stack>
      <span>{part.names.map(({ name }) => name).join(t('separator'))}</span>
      {part.documents.map(({ id, type, masked }) => (
        <span key={id}>
          {t(`documentType.${type}`)} <MaskedNumber masked={masked} />
        </span>
      ))}
      {own.map(({ id, decision, source }) => (
        <span key={id}>
          {t(`decisionKind.${decision.kind}`)} · {words({ en: source.nameEn, zh: source.nameZh })} · {source.reference}
        </span>
      ))}
    </Stack>
  );
}

function ProposeUndoing({ merge }: { merge: MergeInForce }) {
  const { t } = useTranslation('registry');
  const [isOpen, setIsOpen] = useState(false);
  const mayPropose = may(useSession(), 'registry:enter');
  const act = useAct(registryEndpoints.proposeUndoing, {
    refresh,
    say: t('merges.undoProposed'),
    onDone: () => setIsOpen(false),
  });
  if (!merge.isLast) return <p>{t('merges.notLast')}</p>;
  if (!mayPropose) return null;
  return (
    <>
      <Line>
        <Button onClick={() => setIsOpen(true)}>{t('merges.undo')}</Button>
      </Line>
      {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
      <ConfirmReason
        isOpen={isOpen}
        title={t('merges.undoTitle')}
        consequence={t('merges.undoConsequence')}
        act={t('merges.undo')}
        isBusy={act.isPending}
        onConfirm={(reason) => act.mutate({ params: { mergeId: merge.id }, body: { version: merge.version, reason } })}
        onCancel={() => setIsOpen(false)}
      />
    </>
  );
}

function DecideUndoing({ merge }: { merge: MergeInForce }) {
  const { t } = useTranslation('registry');
  const [decision, setDecision] = useState<'confirm' | 'refuse'>();
  const mayDecide = may(useSession(), 'registry:verify');
  const act = useAct(registryEndpoints.decideUndoing, {
    refresh,
    say: t('proposals.decided'),
    onDone: () => setDecision(undefined),
  });
  if (merge.undoing?.own || !mayDecide) return <p>{t('proposals.ownNext')}</p>;
  return (
    <>
      <Line>
        <Button onClick={() => setDecision('confirm')}>{t('merges.confirmUndo')}</Button>
        <Button onClick={() => setDecision('refuse')}>{t('proposals.refuse')}</Button>
      </Line>
      {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
      <ConfirmReason
        isOpen={decision !== undefined}
        title={t('merges.undoTitle')}
        consequence={t(decision === 'refuse' ? 'merges.refuseConsequence' : 'merges.undoConsequence')}
        act={t(decision === 'refuse' ? 'proposals.refuse' : 'merges.confirmUndo')}
        isBusy={act.isPending}
        onConfirm={(reason) => {
          if (!decision) return;
          act.mutate({ params: { mergeId: merge.id }, body: { version: merge.version, decision, reason } });
        }}
        onCancel={() => setDecision(undefined)}
      />
    </>
  );
}
