import { type AnswerOf, RegistryDocumentType, registryEndpoints, replayPurposes } from '@gatehouse/contract';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useAct } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { checkDocumentNumber } from '../ui/document-check.js';
import { DocumentNumberField } from '../ui/document-number-field.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState } from '../ui/states.js';
import { useWords } from '../ui/words.js';
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
  const [documentType, setDocumentType] = useState<z.infer<typeof RegistryDocumentType>>('resident_id');
  const [number, setNumber] = useState('');
  const [purpose, setPurpose] = useState<Look['purpose']>();
  const [reference, setReference] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(registryEndpoints.findAnswers);
  const send = (): void => {
    setIsAsked(true);
    if (number === '' || !purpose || reference.trim().length < 2) return;
    const look = { purpose, reference: reference.trim() };
    act.mutate({ body: { documentType, number, ...look } }, { onSuccess: ({ items }) => onFound(look, items) });
  };
  return (
    <Form
      label={t('replay.panel')}
      onSend={send}
      problem={act.error ? problemOf(act.error) : undefined}
      actions={
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t('replay.find')}
        </Button>
      }
    >
      <Field label={t('find.type')}>
        {(wiring) => (
          <Select
            {...wiring}
            value={documentType}
            onChange={setDocumentType}
            options={RegistryDocumentType.options.map((value) => ({ value, label: t(`documentType.${value}`) }))}
          />
        )}
      </Field>
      <DocumentNumberField
        value={number}
        onChange={setNumber}
        check={(value) => checkDocumentNumber(documentType, value)}
        problem={isAsked && number === '' ? t('find.numberMissing') : undefined}
      />
      <Field
        label={t('find.purpose')}
        hint={t('find.purposeHint')}
        problem={isAsked && !purpose ? t('find.purposeMissing') : undefined}
      >
        {(wiring) => (
          <Select
            {...wiring}
            placeholder={t('choose')}
            value={purpose}
            onChange={setPurpose}
            options={replayPurposes.map((value) => ({ value, label: t(`replay.purpose.${value}`) }))}
          />
        )}
      </Field>
      <Field
        label={t('find.reference')}
        hint={t('replay.referenceHint')}
        problem={isAsked && reference.trim().length < 2 ? t('find.referenceMissing') : undefined}
      >
        {(wiring) => (
          <Input {...wiring} value={reference} maxLength={200} onChange={(event) => setReference(event.target.value)} />
        )}
      </Field>
    </Form>
  );
}
