import { type ObjectionAbove, objectionEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { ObjectionFigures } from './objection-figures.js';
import { Due } from './objections-page.js';

/** Objections that wait for the ministry: who sent each and until when it has to go on, and no person. */
export function ObjectionsAbovePage() {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const listed = useEndpoint(objectionEndpoints.listAbove, {});
  const steps = listed.data?.steps;
  return (
    <>
      <PageTitle title={t('objections.title')} lead={t('objections.leadAbove')} />
      <Stack>
        {listed.isPending ? <ListSkeleton /> : null}
        {listed.error ? <ErrorState problem={problemOf(listed.error)} onRepeat={() => void listed.refetch()} /> : null}
        {steps?.length === 0 ? <EmptyState title={t('objections.empty')} next={t('objections.emptyNext')} /> : null}
        {steps && steps.length > 0 ? (
          <ListTable
            label={t('objections.title')}
            items={steps}
            itemKey={({ stepId }) => stepId}
            columns={[
              { key: 'sender', title: t('objections.sender'), isLead: true, render: ({ sender }) => words(sender) },
              {
                key: 'step',
                title: t('objections.step'),
                render: ({ number, of }) => t('objections.place', { number, of }),
              },
              { key: 'due', title: t('objections.due'), render: (task) => <Due task={task} /> },
              { key: 'act', title: t('objections.act'), render: (task) => <PassOn task={task} /> },
            ]}
          />
        ) : null}
        <ObjectionFigures />
      </Stack>
    </>
  );
}

function PassOn({ task }: { task: ObjectionAbove }) {
  const { t } = useTranslation('inquiry');
  const act = useAct(objectionEndpoints.passOnAbove, {
    refresh: [objectionEndpoints.listAbove],
    say: t('objections.said.pass-on'),
  });
  return (
    <Stack gap="small">
      <Button loading={act.isPending} onClick={() => act.mutate({ params: { id: task.stepId }, body: {} })}>
        {t('objections.part.pass-on')}
      </Button>
      {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
    </Stack>
  );
}
