import { registryEndpoints, type RecordView } from '@gatehouse/contract';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { DayInput } from '../ui/day-input.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { exactDay } from './day.js';

/** What may be proposed of a record in sight; a sealed one is in no view. */
export type ProposedVerb = 'correct' | 'seal' | 'withdraw';

type ProposeChangeProps = {
  readonly record: RecordView;
  readonly verb: ProposedVerb;
  readonly onClose: () => void;
};

const correctable = ['decidingBodyName', 'decisionDate', 'effectiveDate', 'endDate'] as const;
type Correctable = (typeof correctable)[number];

/** Proposes a change with its reason and the day from which it holds; a second person decides. */
export function ProposeChange({ record, verb, onClose }: ProposeChangeProps) {
  const { t } = useTranslation('registry');
  const [reason, setReason] = useState('');
  const [validFrom, setValidFrom] = useState(() => exactDay(new Date().toISOString()));
  const [changes, setChanges] = useState<Readonly<Partial<Record<Correctable, string>>>>({});
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(registryEndpoints.proposeChange, {
    refresh: [registryEndpoints.listProposals],
    say: t('propose.done'),
    onDone: onClose,
  });
  const isEnough = reason.trim().length >= 4;
  const send = (): void => {
    setIsAsked(true);
    if (!isEnough) return;
    const decision = verb === 'correct' ? { decision: corrected(record.decision, changes) } : {};
    const { id: recordId, version } = record;
    act.mutate({ params: { recordId }, body: { verb, version, reason: reason.trim(), validFrom, ...decision } });
  };
  return (
    <Modal
      open
      title={t(`proposalTitle.${verb}`)}
      okText={t('propose.act')}
      cancelText={t('cancel')}
      confirmLoading={act.isPending}
      onOk={send}
      onCancel={onClose}
    >
      <Stack>
        <p>{t(`proposalConsequence.${verb}`)}</p>
        <p>{t('propose.second')}</p>
        {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
        {verb === 'correct'
          ? correctable.map((field) => (
              <Field key={field} label={t(`correctable.${field}`)} isOptional>
                {(wiring) => {
                  const value = changes[field] ?? record.decision[field] ?? '';
                  const change = (changed: string): void => setChanges({ ...changes, [field]: changed });
                  return field === 'decidingBodyName' ? (
                    <Input {...wiring} value={value} onChange={(event) => change(event.target.value)} />
                  ) : (
                    <DayInput {...wiring} value={value} onChange={change} />
                  );
                }}
              </Field>
            ))
          : null}
        <Field label={t('proposals.from')} hint={t('propose.fromHint')}>
          {(wiring) => <DayInput {...wiring} value={validFrom} onChange={setValidFrom} />}
        </Field>
        <Field label={t('reason')} problem={isAsked && !isEnough ? t('propose.reasonMissing') : undefined}>
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              value={reason}
              maxLength={1000}
              autoSize={{ minRows: 3, maxRows: 8 }}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </Stack>
    </Modal>
  );
}

function corrected(
  decision: RecordView['decision'],
  changes: Readonly<Partial<Record<Correctable, string>>>,
): RecordView['decision'] {
  const date = (field: 'effectiveDate' | 'endDate'): string | null => {
    const changed = changes[field];
    return changed === undefined ? decision[field] : changed === '' ? null : changed;
  };
  return {
    ...decision,
    decidingBodyName: changes.decidingBodyName ?? decision.decidingBodyName,
    decisionDate: changes.decisionDate ?? decision.decisionDate,
    effectiveDate: date('effectiveDate'),
    endDate: date('endDate'),
  };
}
