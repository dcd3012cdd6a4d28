import { coverageEndpoints, type Tip, tipEndpoints, tipOutcomes } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { type Areas, HandOnDialog, OutcomeDialog } from './outcome-dialogs.js';

const refresh = [tipEndpoints.list, coverageEndpoints.home];

/** Tips about places, the one due first first; the authority says what became of each. */
export function TipsPage() {
  const { t } = useTranslation('workforce');
  const tips = useEndpoint(tipEndpoints.list, {});
  const items = tips.data?.items;
  return (
    <>
      <PageTitle title={t('tips.title')} lead={t('tips.lead')} />
      <Stack>
        {tips.isPending ? <ListSkeleton /> : null}
        {tips.error ? <ErrorState problem={problemOf(tips.error)} onRepeat={() => void tips.refetch()} /> : null}
        {items?.length === 0 ? <EmptyState title={t('tips.empty')} next={t('tips.emptyNext')} /> : null}
        {items && items.length > 0 ? (
          <ListTable
            label={t('tips.title')}
            items={items}
            itemKey={({ id }) => id}
            columns={[
              { key: 'place', title: t('tips.place'), isLead: true, render: ({ place }) => place },
              { key: 'told', title: t('tips.told'), render: (tip) => <Told tip={tip} /> },
              { key: 'state', title: t('column.state'), render: (tip) => <State tip={tip} /> },
              {
                key: 'act',
                title: t('gaps.act'),
                render: (tip) => <TipActs tip={tip} areas={tips.data?.areas ?? []} />,
              },
            ]}
          />
        ) : null}
      </Stack>
    </>
  );
}

function Told({ tip: { kind, seen, contact, passedFrom, raisedAt } }: { tip: Tip }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <Stack gap="small">
      {kind ? <span>{words(kind)}</span> : null}
      {seen ? <p>{seen}</p> : null}
      <span>{contact ? t('tips.contact', { contact }) : t('tips.unknown')}</span>
      {passedFrom ? (
        <span>{t(raisedAt ? 'tips.raisedFrom' : 'tips.passedFrom', { from: words(passedFrom) })}</span>
      ) : null}
    </Stack>
  );
}

function State({ tip: { outcome, dueAt, receivedAt, answeredAt, note, mayAnswer } }: { tip: Tip }) {
  const { t } = useTranslation('workforce');
  if (outcome === undefined)
    return (
      <Stack gap="small">
        <span>{t('tips.received')}</span>
        <Clock at={receivedAt} />
        {mayAnswer ? <Clock at={dueAt} kind="due" /> : <StatusTag tone="neutral" word={t('outcome.handedOn')} />}
      </Stack>
    );
  return (
    <Stack gap="small">
      <StatusTag tone="neutral" word={t(`tips.outcomes.${outcome}`)} />
      {answeredAt ? <Clock at={answeredAt} /> : null}
      {note ? <p>{note}</p> : null}
    </Stack>
  );
}

function TipActs({ tip, areas }: { tip: Tip; areas: Areas }) {
  const { t } = useTranslation('workforce');
  const [asked, setAsked] = useState<'answer' | 'pass'>();
  const close = (): void => setAsked(undefined);
  if (!tip.mayAnswer) return <span>{t('gaps.watch')}</span>;
  return (
    <>
      <Line>
        <Button type="primary" onClick={() => setAsked('answer')}>
          {t('tips.answer')}
        </Button>
        {areas.length > 0 ? <Button onClick={() => setAsked('pass')}>{t('outcome.handOn')}</Button> : null}
      </Line>
      {asked === 'answer' ? <AnswerDialog tip={tip} onClose={close} /> : null}
      {asked === 'pass' ? <PassDialog tip={tip} areas={areas} onClose={close} /> : null}
    </>
  );
}

function AnswerDialog({ tip, onClose }: { tip: Tip; onClose: () => void }) {
  const { t } = useTranslation('workforce');
  const answer = useAct(tipEndpoints.answer, { say: t('tips.said'), refresh, onDone: onClose });
  return (
    <OutcomeDialog
      title={t('tips.answerTitle')}
      lead={t('tips.answerLead')}
      act={t('tips.answer')}
      outcomes={tipOutcomes.map((value) => ({ value, label: t(`tips.outcomes.${value}`) }))}
      isBusy={answer.isPending}
      error={answer.error}
      onSend={(outcome, note) => answer.mutate({ params: { id: tip.id }, body: { outcome, note } })}
      onClose={onClose}
    />
  );
}

function PassDialog({ tip, areas, onClose }: { tip: Tip; areas: Areas; onClose: () => void }) {
  const { t } = useTranslation('workforce');
  const pass = useAct(tipEndpoints.passOn, { say: t('outcome.saidHandedOn'), refresh, onDone: onClose });
  return (
    <HandOnDialog
      title={t('outcome.handOn')}
      lead={t('outcome.handOnLead')}
      areas={areas}
      isBusy={pass.isPending}
      error={pass.error}
      onSend={(area) => pass.mutate({ params: { id: tip.id }, body: { area } })}
      onClose={onClose}
    />
  );
}
