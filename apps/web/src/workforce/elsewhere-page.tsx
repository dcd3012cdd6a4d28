import { type EmployedElsewhere, elsewhereEndpoints } from '@gatehouse/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { ButtonLink, PrintButton } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';

const route = getRouteApi('/signed-in/serving-records/$inquiryId');

/** Asks by one told record, under reference and purpose, where else that person worked with children. Nothing is read before it is asked. */
export function ElsewherePage() {
  const { t } = useTranslation('workforce');
  const { inquiryId } = route.useParams();
  const [reference, setReference] = useState('');
  const [purpose, setPurpose] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const ask = useAct(elsewhereEndpoints.readElsewhere, { say: t('elsewhere.said') });
  const problems = {
    reference: reference.trim().length < 2 ? t('elsewhere.referenceProblem') : undefined,
    purpose: purpose.trim().length < 4 ? t('elsewhere.purposeProblem') : undefined,
  };
  const send = (): void => {
    setIsAsked(true);
    if (problems.reference === undefined && problems.purpose === undefined)
      ask.mutate({ params: { inquiryId }, body: { reference: reference.trim(), purpose: purpose.trim() } });
  };
  return (
    <>
      <PageTitle
        title={t('elsewhere.one')}
        lead={t('elsewhere.oneLead')}
        actions={
          <>
            <ButtonLink to="/serving-records">{t('elsewhere.back')}</ButtonLink>
            {ask.data ? <PrintButton /> : null}
          </>
        }
      />
      <Stack>
        {ask.data ? (
          <Answer places={ask.data.items} reference={reference.trim()} />
        ) : (
          <Panel title={t('elsewhere.ask')}>
            <Form
              label={t('elsewhere.ask')}
              onSend={send}
              problem={ask.error ? problemOf(ask.error) : undefined}
              actions={
                <Button type="primary" htmlType="submit" loading={ask.isPending}>
                  {t('elsewhere.send')}
                </Button>
              }
            >
              <Field
                label={t('elsewhere.reference')}
                hint={t('elsewhere.referenceHint')}
                problem={isAsked ? problems.reference : undefined}
              >
                {(wiring) => (
                  <Input
                    {...wiring}
                    maxLength={100}
                    value={reference}
                    onChange={(event) => setReference(event.target.value)}
                  />
                )}
              </Field>
              <Field
                label={t('elsewhere.purpose')}
                hint={t('elsewhere.purposeHint')}
                problem={isAsked ? problems.purpose : undefined}
              >
                {(wiring) => (
                  <Input.TextArea
                    {...wiring}
                    rows={3}
                    maxLength={300}
                    value={purpose}
                    onChange={(event) => setPurpose(event.target.value)}
                  />
                )}
              </Field>
            </Form>
          </Panel>
        )}
      </Stack>
    </>
  );
}

function Answer({ places, reference }: { places: readonly EmployedElsewhere[]; reference: string }) {
  const { t } = useTranslation('workforce');
  const present = places.filter(({ isPresent }) => isPresent);
  const past = places.filter(({ isPresent }) => !isPresent);
  return (
    <>
      <Panel title={t('elsewhere.present')}>
        {present.length > 0 ? (
          <Places label={t('elsewhere.present')} places={present} />
        ) : (
          <EmptyState title={t('elsewhere.nobodyNow')} next={t('elsewhere.nobodyNowNext')} />
        )}
      </Panel>
      {past.length > 0 ? (
        <Panel title={t('elsewhere.past')}>
          <Places label={t('elsewhere.past')} places={past} />
        </Panel>
      ) : null}
      <p>{t('elsewhere.logged', { reference })}</p>
    </>
  );
}

function Places({ label, places }: { label: string; places: readonly EmployedElsewhere[] }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <ListTable<EmployedElsewhere>
      label={label}
      items={places}
      itemKey={({ unit, postClass, fromDate }) => `${unit.zh} ${postClass.zh} ${fromDate}`}
      columns={[
        { key: 'unit', title: t('elsewhere.unit'), isLead: true, render: (place) => <Unit place={place} /> },
        { key: 'post', title: t('column.post'), render: (place) => <Post place={place} /> },
        {
          key: 'days',
          title: t('elsewhere.days'),
          render: ({ fromDate, untilDate }) => (
            <Stack gap="small">
              <time dateTime={fromDate}>{t('elsewhere.since', { from: fromDate })}</time>
              {untilDate === null ? null : (
                <time dateTime={untilDate}>{t('elsewhere.until', { until: untilDate })}</time>
              )}
            </Stack>
          ),
        },
        {
          key: 'responsible',
          title: t('elsewhere.responsible'),
          render: ({ responsible, above }) => (
            <Stack gap="small">
              <span>{words(responsible)}</span>
              {above ? <span>{t('elsewhere.above', { above: words(above) })}</span> : null}
            </Stack>
          ),
        },
      ]}
    />
  );
}

function Unit({ place: { unit, isOfRecord } }: { place: EmployedElsewhere }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <Stack gap="small">
      <strong>{words(unit)}</strong>
      {isOfRecord ? (
        <Line>
          <StatusTag tone="neutral" word={t('elsewhere.ofRecord')} />
        </Line>
      ) : null}
    </Stack>
  );
}

function Post({ place: { postClass, employmentForm } }: { place: EmployedElsewhere }) {
  const words = useWords();
  return (
    <Stack gap="small">
      <span>{words(postClass)}</span>
      <span>{words(employmentForm)}</span>
    </Stack>
  );
}
