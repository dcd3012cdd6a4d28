import { type AnswerOf, headcountEndpoints } from '@gatehouse/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { useChoices } from '../inquiry/choices.js';
import { useInquiryOptions } from '../inquiry/use-inquiry-options.js';
import { DayInput } from '../ui/day-input.js';
import { FactList } from '../ui/fact-list.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, PageSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { PostAnswers } from './post-answers.js';
import { PeopleByPost, RosterFindings, RosterTag } from './roster-state.js';
import { StaffList } from './staff-list.js';

const route = getRouteApi('/signed-in/roster-units/$unitId');

type Unit = AnswerOf<typeof headcountEndpoints.unit>;

/** One unit for its authority: what its roster lacks, what others count, and who works there. */
export function UnitPage() {
  const { unitId } = route.useParams();
  const unit = useEndpoint(headcountEndpoints.unit, { params: { id: unitId } });
  if (unit.error) return <ErrorState problem={problemOf(unit.error)} onRepeat={() => void unit.refetch()} />;
  return unit.data ? <UnitRecord unit={unit.data} /> : <PageSkeleton />;
}

function UnitRecord({ unit }: { unit: Unit }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <>
      <PageTitle
        title={words(unit.unit)}
        state={<RosterTag state={unit.state} />}
        lead={t('staff.people', { count: unit.people })}
      />
      <Stack>
        <Panel title={t('unit.lacks')}>
          <RosterFindings findings={unit.findings} />
        </Panel>
        <PostAnswers unitId={unit.id} />
        {unit.byPostClass.length > 0 ? (
          <Panel title={t('unit.byPost')}>
            <PeopleByPost byPostClass={unit.byPostClass} />
          </Panel>
        ) : null}
        <Panel title={t('unit.expected')}>
          <Expected unit={unit} />
        </Panel>
        {unit.mayEnter ? <EnterExpected unit={unit} /> : null}
        <Panel title={t('unit.staff')}>
          <StaffList unitId={unit.id} empty={<EmptyState title={t('staff.empty')} next={words(unit.unit)} />} />
        </Panel>
      </Stack>
    </>
  );
}

function Expected({ unit }: { unit: Unit }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  if (unit.expected.length === 0) return <p>{t('unit.expectedNone')}</p>;
  return (
    <FactList
      facts={unit.expected.map(({ source, postClass, whom, headcount, asOf, isStale }) => ({
        key: `${source.id}-${postClass?.id ?? ''}`,
        name: `${words(source.title)} · ${whom ? words(whom) : t('unit.all')}`,
        value: [
          t('staff.people', { count: headcount }),
          t('unit.asOf', { day: asOf }),
          ...(isStale ? [t('unit.stale')] : []),
        ].join(' · '),
      }))}
    />
  );
}

const wholeStaff = 'all';

function EnterExpected({ unit }: { unit: Unit }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const choices = useChoices();
  const options = useInquiryOptions();
  const [source, setSource] = useState(unit.sources[0]?.id ?? '');
  const [postClass, setPostClass] = useState(wholeStaff);
  const [headcount, setHeadcount] = useState<number | null>(null);
  const [asOf, setAsOf] = useState('');
  const enter = useAct(headcountEndpoints.enter, {
    say: t('said.entered'),
    refresh: [headcountEndpoints.unit],
    lists: ['roster-units'],
  });
  const problem = enter.error ? problemOf(enter.error) : undefined;
  const problemAt = (path: string): string | undefined => {
    const message = problem?.fields?.find((one) => one.path === path)?.message;
    return message ? words(message) : undefined;
  };
  const send = (): void => {
    if (headcount === null || asOf === '') return;
    const chosen = postClass === wholeStaff ? null : postClass;
    enter.mutate({ body: { unitId: unit.id, source, postClass: chosen, headcount, asOf } });
  };
  return (
    <Panel title={t('unit.enter')}>
      <Form
        label={t('unit.enter')}
        onSend={send}
        problem={problem}
        actions={
          <Button htmlType="submit" loading={enter.isPending} disabled={headcount === null || asOf === ''}>
            {t('unit.enterAct')}
          </Button>
        }
      >
        <Field label={t('unit.source')} problem={problemAt('source')}>
          {(wiring) => <Select {...wiring} value={source} options={choices(unit.sources)} onChange={setSource} />}
        </Field>
        <Field label={t('unit.post')} problem={problemAt('postClass')}>
          {(wiring) => (
            <Select
              {...wiring}
              value={postClass}
              options={[{ value: wholeStaff, label: t('unit.all') }, ...choices(options?.postClasses ?? [])]}
              onChange={setPostClass}
            />
          )}
        </Field>
        <Field label={t('unit.headcount')} problem={problemAt('headcount')}>
          {(wiring) => (
            <InputNumber {...wiring} min={0} max={100_000} precision={0} value={headcount} onChange={setHeadcount} />
          )}
        </Field>
        <Field label={t('unit.day')} problem={problemAt('asOf')}>
          {(wiring) => <DayInput {...wiring} value={asOf} onChange={setAsOf} />}
        </Field>
      </Form>
    </Panel>
  );
}
