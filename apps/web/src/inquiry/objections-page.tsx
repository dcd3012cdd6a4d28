import { inquiryEndpoints, objectionEndpoints, type ObjectionTask, type RepairTask } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { PrintButton } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { ObjectionFigures } from './objection-figures.js';

/** Objections under way that this authority works on or watches, the worst first; then what has to be put right. */
export function ObjectionsPage() {
  const { t } = useTranslation('inquiry');
  const listed = useEndpoint(objectionEndpoints.list, {});
  const { data } = listed;
  const isEmpty = data !== undefined && data.steps.length === 0 && data.repairs.length === 0;
  return (
    <>
      <PageTitle title={t('objections.title')} lead={t('objections.lead')} actions={<PrintButton />} />
      <Stack>
        {listed.isPending ? <ListSkeleton /> : null}
        {listed.error ? <ErrorState problem={problemOf(listed.error)} onRepeat={() => void listed.refetch()} /> : null}
        {isEmpty ? <EmptyState title={t('objections.empty')} next={t('objections.emptyNext')} /> : null}
        {data && data.steps.length > 0 ? <Steps steps={data.steps} /> : null}
        {data && data.repairs.length > 0 ? <Repairs repairs={data.repairs} /> : null}
        <ObjectionFigures />
      </Stack>
    </>
  );
}

function Steps({ steps }: { steps: ObjectionTask[] }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  return (
    <ListTable
      label={t('objections.title')}
      items={steps}
      itemKey={({ stepId }) => stepId}
      columns={[
        { key: 'person', title: t('objections.person'), isLead: true, render: ({ name }) => name },
        { key: 'unit', title: t('objections.unit'), render: ({ unit }) => words(unit) },
        { key: 'step', title: t('objections.step'), render: (task) => <Place task={task} /> },
        { key: 'due', title: t('objections.due'), render: (task) => <Due task={task} /> },
        { key: 'act', title: t('objections.act'), render: (task) => <StepActs task={task} /> },
      ]}
    />
  );
}

function Place({ task }: { task: ObjectionTask }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  return (
    <Stack gap="small">
      <span>{t('objections.place', { number: task.number, of: task.of })}</span>
      <span>{words(task.step)}</span>
      {task.part === 'watch' ? <span>{t('objections.with', { by: words(task.responsible) })}</span> : null}
    </Stack>
  );
}

/** The clock of a step, and since when it is marked as late. */
export function Due({ task }: { task: { readonly dueAt: string; readonly overdueSince?: string | undefined } }) {
  const { t } = useTranslation('inquiry');
  return (
    <Stack gap="small">
      <Clock at={task.dueAt} kind="due" />
      {task.overdueSince ? (
        <span>
          {t('objections.lateSince')} <Clock at={task.overdueSince} />
        </span>
      ) : null}
    </Stack>
  );
}

function StepActs({ task }: { task: ObjectionTask }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const [isAsking, setIsAsking] = useState(false);
  const act = useAct(objectionEndpoints.passOn, {
    refresh: [objectionEndpoints.list, inquiryEndpoints.home],
    say: t(`objections.said.${task.part === 'write' ? 'write' : 'pass-on'}`),
    onDone: () => setIsAsking(false),
  });
  if (task.part === 'watch') return <span>{t('objections.watch')}</span>;
  return (
    <Stack gap="small">
      <Button onClick={() => setIsAsking(true)}>{t(`objections.part.${task.part}`)}</Button>
      {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
      <Modal
        open={isAsking}
        title={t(`objections.sure.${task.part}.title`)}
        okText={t(`objections.part.${task.part}`)}
        cancelText={t('cancel')}
        confirmLoading={act.isPending}
        onOk={() => act.mutate({ params: { id: task.stepId }, body: {} })}
        onCancel={() => setIsAsking(false)}
        destroyOnHidden
      >
        <Stack gap="small">
          <p>{t(`objections.sure.${task.part}.body`)}</p>
          {task.letter ? (
            <blockquote>
              <Stack gap="small">
                <p>
                  <strong>{words(task.letter.title)}</strong>
                </p>
                {task.letter.paragraphs.map((paragraph) => (
                  <p key={paragraph.en}>{words(paragraph)}</p>
                ))}
              </Stack>
            </blockquote>
          ) : null}
        </Stack>
      </Modal>
    </Stack>
  );
}

function Repairs({ repairs }: { repairs: RepairTask[] }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  return (
    <Panel title={t('repairs.title')}>
      <ListTable
        label={t('repairs.title')}
        items={repairs}
        itemKey={({ repairId }) => repairId}
        columns={[
          {
            key: 'person',
            title: t('objections.person'),
            isLead: true,
            render: ({ name, inquiryId }) => (
              <Link to="/inquiries/$inquiryId" params={{ inquiryId }}>
                {name}
              </Link>
            ),
          },
          { key: 'what', title: t('repairs.what'), render: ({ what }) => words(what) },
          { key: 'by', title: t('repairs.by'), render: ({ responsible }) => words(responsible) },
          { key: 'due', title: t('objections.due'), render: (task) => <Due task={task} /> },
          {
            key: 'act',
            title: t('objections.act'),
            render: ({ repairId, part }) =>
              part === 'do' ? <RepairButton id={repairId} /> : <span>{t('objections.watch')}</span>,
          },
        ]}
      />
    </Panel>
  );
}

/** Says that a repair is done. */
function RepairButton({ id }: { id: string }) {
  const { t } = useTranslation('inquiry');
  const act = useAct(objectionEndpoints.repaired, {
    refresh: [objectionEndpoints.list, inquiryEndpoints.home],
    say: t('repairs.said'),
  });
  return (
    <Stack gap="small">
      <Button loading={act.isPending} onClick={() => act.mutate({ params: { id }, body: {} })}>
        {t('repairs.done')}
      </Button>
      {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
    </Stack>
  );
}
