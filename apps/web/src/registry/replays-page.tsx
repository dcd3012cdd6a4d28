import { type AnswerOf, registryEndpoints, replayPurposes } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { type AskedLook, LookForm } from './look-form.js';
import { Replay } from './replay.js';

type Look = { readonly purpose: (typeof replayPurposes)[number]; readonly reference: string };
type Found = AnswerOf<typeof registryEndpoints.findAnswers>['items'];

/** Looks at an answer as it was given: by the whole number of whoever it is about, for a purpose, one answer at a time. */
export function ReplaysPage() {
  const { t } = useTranslation('registry');
  const [found, setFound] = useState<{ readonly look: Look; readonly items: Found }>();
  const replay = useAct(registryEndpoints.replayAnswer, { say: t('replay.opened') });
  const open = (askId: string, look: Look): void => replay.mutate({ params: { askId }, body: look });
  if (replay.data)
    return (
      <>
        <PageTitle title={t('replay.one')} lead={t('replay.oneLead')} />
        <Stack gap="large">
          <div>
            <Button onClick={() => replay.reset()}>{t('replay.back')}</Button>
          </div>
          <Replay replay={replay.data} />
        </Stack>
      </>
    );
  return (
    <>
      <PageTitle title={t('replay.title')} lead={t('replay.lead')} />
      <Stack gap="large">
        <Panel title={t('replay.panel')}>
          <SearchForm onFound={(look, items) => setFound({ look, items })} />
        </Panel>
        {replay.error ? <ErrorState problem={problemOf(replay.error)} /> : null}
        {found ? (
          <Answers items={found.items} isBusy={replay.isPending} onOpen={(askId) => open(askId, found.look)} />
        ) : null}
      </Stack>
    </>
  );
}

type AnswersProps = {
  readonly items: Found;
  readonly isBusy: boolean;
  readonly onOpen: (askId: string) => void;
};

/** The answers about one document; what each of them was it does not say. */
function Answers({ items, isBusy, onOpen }: AnswersProps) {
  const { t } = useTranslation('registry');
  const words = useWords();
  if (items.length === 0) return <EmptyState title={t('replay.none')} next={t('replay.noneNext')} />;
  return (
    <Panel title={t('replay.answers')}>
      <ListTable
        label={t('replay.answers')}
        items={items}
        itemKey={({ askId }) => askId}
        columns={[
          {
            key: 'purpose',
            title: t('replay.askedFor'),
            isLead: true,
            render: ({ purpose, postClass }) => `${words(purpose)} · ${words(postClass)}`,
          },
          { key: 'unit', title: t('replay.unit'), render: ({ unitType }) => words(unitType) },
          { key: 'at', title: t('replay.askedAt'), render: ({ askedAt }) => <Clock at={askedAt} exact /> },
          {
            key: 'open',
            title: t('replay.look'),
            render: ({ askId }) => (
              <Button loading={isBusy} onClick={() => onOpen(askId)}>
                {t('replay.open')}
              </Button>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function SearchForm({ onFound }: { readonly onFound: (look: Look, items: Found) => void }) {
  const { t } = useTranslation('registry');
  const act = useAct(registryEndpoints.findAnswers);
  const find = (asked: AskedLook<Look['purpose']>): void => {
    const look = { purpose: asked.purpose, reference: asked.reference };
    act.mutate({ body: asked }, { onSuccess: ({ items }) => onFound(look, items) });
  };
  return (
    <LookForm
      label={t('replay.panel')}
      act={t('replay.find')}
      referenceHint={t('replay.referenceHint')}
      purposes={replayPurposes.map((value) => ({ value, label: t(`replay.purpose.${value}`) }))}
      isPending={act.isPending}
      error={act.error}
      onSend={find}
    />
  );
}
