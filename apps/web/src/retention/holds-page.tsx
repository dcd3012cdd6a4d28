import { type AnswerOf, type documentKinds, type HoldView, retentionEndpoints } from '@gatehouse/contract';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { checkDocumentNumber } from '../ui/document-check.js';
import { DocumentNumberField } from '../ui/document-number-field.js';
import { fieldProblem, problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { ListTable } from '../ui/list-table.js';
import { MaskedNumber } from '../ui/masked-number.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';

type Holds = AnswerOf<typeof retentionEndpoints.holds>;
type DocumentKind = (typeof documentKinds)[number];

const refreshed = [retentionEndpoints.holds, retentionEndpoints.overview];

/** Whose documents the own procuratorate holds back, and the form to hold back more. */
export function HoldsPage() {
  const { t } = useTranslation('retention');
  const listed = useEndpoint(retentionEndpoints.holds, { query: { limit: 200 } });
  const holds = listed.data;
  return (
    <>
      <PageTitle title={t('holds.title')} lead={t('holds.lead')} />
      {listed.isPending ? <ListSkeleton /> : null}
      {listed.error ? <ErrorState problem={problemOf(listed.error)} onRepeat={() => void listed.refetch()} /> : null}
      {holds ? (
        <Stack gap="large">
          <Panel title={t('holds.place')}>
            <HoldForm grounds={holds.grounds} documentTypes={holds.documentTypes} />
          </Panel>
          {holds.items.length === 0 ? (
            <EmptyState title={t('holds.empty')} next={t('holds.emptyNext')} />
          ) : (
            <HoldTable holds={holds} />
          )}
        </Stack>
      ) : null}
    </>
  );
}

function HoldForm({ grounds, documentTypes }: Pick<Holds, 'grounds' | 'documentTypes'>) {
  const { t } = useTranslation('retention');
  const words = useWords();
  const [type, setType] = useState<DocumentKind>('resident_id');
  const [number, setNumber] = useState('');
  const [ground, setGround] = useState<string>();
  const [reference, setReference] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const place = useAct(retentionEndpoints.place, {
    refresh: refreshed,
    say: t('said.placed'),
    onDone: () => {
      setNumber('');
      setReference('');
      setIsAsked(false);
    },
  });
  const said = (path: string): string | undefined => {
    const found = fieldProblem(place.error, path);
    return found ? words(found) : undefined;
  };
  const missing = (isMissing: boolean): string | undefined => (isAsked && isMissing ? t('holds.missing') : undefined);
  const send = (): void => {
    setIsAsked(true);
    if (number === '' || ground === undefined || reference.trim().length < 3) return;
    place.mutate({ body: { document: { type, number }, ground, reference } });
  };
  const optionsOf = (choices: Holds['grounds']) => choices.map(({ id, title }) => ({ value: id, label: words(title) }));
  return (
    <Form
      label={t('holds.place')}
      onSend={send}
      problem={place.error ? problemOf(place.error) : undefined}
      actions={
        <Button type="primary" htmlType="submit" loading={place.isPending}>
          {t('holds.place')}
        </Button>
      }
    >
      <Field label={t('holds.documentType')}>
        {(wiring) => <Select {...wiring} value={type} options={optionsOf(documentTypes)} onChange={setType} />}
      </Field>
      <DocumentNumberField
        value={number}
        onChange={setNumber}
        check={(typed) => checkDocumentNumber(type, typed)}
        problem={said('document.number') ?? missing(number === '')}
      />
      <Field label={t('holds.ground')} problem={missing(ground === undefined)}>
        {(wiring) => <Select {...wiring} value={ground ?? null} options={optionsOf(grounds)} onChange={setGround} />}
      </Field>
      <Field
        label={t('holds.reference')}
        hint={t('holds.referenceHint')}
        problem={said('reference') ?? missing(reference.trim().length < 3)}
      >
        {(wiring) => (
          <Input
            {...wiring}
            value={reference}
            autoComplete="off"
            maxLength={80}
            onChange={(event) => setReference(event.target.value)}
          />
        )}
      </Field>
    </Form>
  );
}

function HoldTable({ holds: { items, documentTypes } }: { holds: Holds }) {
  const { t } = useTranslation('retention');
  const words = useWords();
  const titleOf = (type: string) => words(documentTypes.find(({ id }) => id === type)?.title ?? { en: type, zh: type });
  return (
    <ListTable
      label={t('holds.title')}
      items={items}
      itemKey={({ id }) => id}
      columns={[
        {
          key: 'document',
          title: t('holds.document'),
          isLead: true,
          render: ({ document }) => (
            <span>
              {titleOf(document.type)} <MaskedNumber masked={document.number} />
            </span>
          ),
        },
        { key: 'ground', title: t('holds.ground'), render: ({ ground }) => words(ground) },
        { key: 'reference', title: t('holds.reference'), render: ({ reference }) => reference },
        { key: 'placed', title: t('holds.placed'), render: ({ placedAt }) => <Clock at={placedAt} /> },
        { key: 'next', title: t('holds.next'), render: (hold) => <Next hold={hold} /> },
      ]}
    />
  );
}

/** Where a hold stands, and the one thing this reader may do about it. */
function Next({ hold: { id, may, liftAskedAt, liftedAt } }: { hold: HoldView }) {
  const { t } = useTranslation('retention');
  const askLift = useAct(retentionEndpoints.askLift, { refresh: refreshed, say: t('said.asked') });
  const lift = useAct(retentionEndpoints.lift, { refresh: refreshed, say: t('said.lifted') });
  const failure = askLift.error ?? lift.error;
  const request = { params: { id }, body: {} };
  return (
    <Stack gap="small">
      {liftedAt ? (
        <span>
          {t('holds.lifted')} <Clock at={liftedAt} />
        </span>
      ) : null}
      {liftAskedAt && !liftedAt ? <span>{t(may.includes('lift') ? 'holds.askedByOther' : 'holds.asked')}</span> : null}
      {may.includes('ask-lift') ? (
        <Button loading={askLift.isPending} onClick={() => askLift.mutate(request)}>
          {t('holds.askLift')}
        </Button>
      ) : null}
      {may.includes('lift') ? (
        <Button loading={lift.isPending} onClick={() => lift.mutate(request)}>
          {t('holds.lift')}
        </Button>
      ) : null}
      {failure ? <ErrorState problem={problemOf(failure)} /> : null}
    </Stack>
  );
}
