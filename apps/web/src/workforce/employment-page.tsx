import { employmentEndpoints, headcountEndpoints } from '@gatehouse/contract';
import { Button, Modal } from 'antd';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { useTitleOf } from '../inquiry/choices.js';
import { useInquiryOptions } from '../inquiry/use-inquiry-options.js';
import { ButtonLink } from '../ui/buttons.js';
import { DayInput } from '../ui/day-input.js';
import { type Fact, FactList } from '../ui/fact-list.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Icon } from '../ui/icon.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, PageSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { Timeline } from '../ui/timeline.js';
import { dayInChina } from '../ui/time.js';
import { useLanguage, useWords } from '../ui/words.js';
import type { Employment } from './answers.js';
import { MaskedNumbers } from './staff-columns.js';

const route = getRouteApi('/signed-in/staff/$employmentId');

/** One person in one post, as this reader may see them. */
export function EmploymentPage() {
  const { employmentId } = route.useParams();
  const one = useEndpoint(employmentEndpoints.read, { params: { id: employmentId } });
  if (one.error) return <ErrorState problem={problemOf(one.error)} onRepeat={() => void one.refetch()} />;
  return one.data ? <EmploymentRecord one={one.data} /> : <PageSkeleton />;
}

function EmploymentRecord({ one }: { one: Employment }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const language = useLanguage();
  const facts = useFacts(one);
  return (
    <>
      <PageTitle
        title={one.name}
        state={<StatusTag tone={one.ended ? 'ended' : 'neutral'} word={t(standingOf(one))} />}
        lead={words(one.unit)}
        actions={
          one.may.includes('change') ? (
            <ButtonLink to="/staff/$employmentId/change" params={{ employmentId: one.id }} icon={<Icon of="mend" />}>
              {t('one.change')}
            </ButtonLink>
          ) : null
        }
      />
      <Stack>
        <Panel title={t('one.facts')}>
          <FactList facts={facts} />
        </Panel>
        {one.may.includes('end') ? <EndForm one={one} /> : null}
        {one.may.includes('not-begin') ? <NotBegunForm one={one} /> : null}
        <Panel title={t('one.timeline')}>
          <Timeline
            label={t('one.timeline')}
            entries={[...one.timeline].reverse().map(({ what, words: text, at, changed }) => ({
              key: `${what}-${at}`,
              at,
              what: words(text),
              ...(changed.length === 0
                ? {}
                : { reason: t('one.changed', { what: changed.map(words).join(language === 'zh' ? '、' : ', ') }) }),
            }))}
          />
        </Panel>
      </Stack>
    </>
  );
}

function standingOf({ ended, neverBegan }: Employment): 'one.neverBegan' | 'one.left' | 'one.works' {
  if (neverBegan) return 'one.neverBegan';
  return ended ? 'one.left' : 'one.works';
}

function useFacts(one: Employment): Fact[] {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const titleOf = useTitleOf();
  const options = useInquiryOptions();
  const { formerNames, supplierCreditCode, supplier, authority, cameFrom } = one;
  return [
    { key: 'document', name: t('one.document'), value: <MaskedNumbers documents={one.documents} /> },
    {
      key: 'former',
      name: t('one.formerNames'),
      value: formerNames.length > 0 ? formerNames.join('、') : t('one.none'),
    },
    {
      key: 'post',
      name: t('column.post'),
      value: [titleOf(options?.postClasses, one.postClass), one.postTitle].filter(Boolean).join(' · '),
    },
    { key: 'form', name: t('column.form'), value: titleOf(options?.employmentForms, one.employmentForm) },
    ...(supplierCreditCode ? [{ key: 'supplier', name: t('one.supplier'), value: supplierCreditCode }] : []),
    ...(supplier ? [{ key: 'told', name: t('one.supplierTold'), value: <SupplierTold supplier={supplier} /> }] : []),
    { key: 'since', name: t('column.since'), value: one.fromDate },
    { key: 'until', name: t('column.until'), value: one.neverBegan ? t('one.neverBegan') : (one.untilDate ?? '—') },
    ...(cameFrom
      ? [{ key: 'from', name: t('one.cameFrom'), value: <CameFrom one={one} words={words(cameFrom)} /> }]
      : []),
    ...(authority ? [{ key: 'authority', name: t('one.authority'), value: words(authority) }] : []),
  ];
}

/** That the supplier is told, and what it hears by what this unit knows. */
function SupplierTold({ supplier: { name, since, mayNot } }: { supplier: NonNullable<Employment['supplier']> }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <Stack gap="small">
      <span>{words(name)}</span>
      <span>{since === null ? t('one.supplierNext') : t('one.supplierSince', { since: dayInChina(since) })}</span>
      {mayNot ? <span>{t('one.supplierMayNot')}</span> : null}
    </Stack>
  );
}

/** How the row came here; of a hire the way to its check. */
function CameFrom({ one: { inquiryId }, words }: { one: Employment; words: string }) {
  if (inquiryId === undefined) return words;
  return (
    <Link to="/inquiries/$inquiryId" params={{ inquiryId }}>
      {words}
    </Link>
  );
}

/** Says that somebody never came, once it was said of whom and what follows: nothing is deleted, and it cannot be taken back. */
function NotBegunForm({ one }: { one: Employment }) {
  const { t } = useTranslation('workforce');
  const titleOf = useTitleOf();
  const options = useInquiryOptions();
  const [isAsked, setIsAsked] = useState(false);
  const notBegin = useAct(employmentEndpoints.notBegin, {
    say: t('said.notBegun'),
    lists: ['staff', 'staff-left'],
    refresh: [employmentEndpoints.read, headcountEndpoints.own],
  });
  return (
    <Panel title={t('one.notBegin')}>
      <Form
        label={t('one.notBegin')}
        onSend={() => setIsAsked(true)}
        actions={<Button htmlType="submit">{t('one.notBeginAct')}</Button>}
      >
        <p>{t('one.notBeginLead')}</p>
      </Form>
      <Modal
        open={isAsked}
        title={t('one.notBeginAsk', { name: one.name })}
        okText={t('one.notBeginAct')}
        cancelText={t('form.cancel')}
        confirmLoading={notBegin.isPending}
        onOk={() => notBegin.mutate({ params: { id: one.id }, body: { version: one.version } })}
        onCancel={() => setIsAsked(false)}
        destroyOnHidden
      >
        <Stack>
          <p>{t('one.notBeginWho', { post: titleOf(options?.postClasses, one.postClass), from: one.fromDate })}</p>
          <p>{t('one.notBeginThen')}</p>
          {notBegin.error ? <ErrorState problem={problemOf(notBegin.error)} /> : null}
        </Stack>
      </Modal>
    </Panel>
  );
}

/** Says that somebody has left. */
function EndForm({ one }: { one: Employment }) {
  const { t } = useTranslation('workforce');
  const [on, setOn] = useState('');
  const end = useAct(employmentEndpoints.end, {
    say: t('said.ended'),
    lists: ['staff', 'staff-left'],
    refresh: [employmentEndpoints.read, headcountEndpoints.own],
  });
  return (
    <Panel title={t('one.end')}>
      <Form
        label={t('one.end')}
        onSend={() => {
          if (on !== '') end.mutate({ params: { id: one.id }, body: { on, version: one.version } });
        }}
        problem={end.error ? problemOf(end.error) : undefined}
        actions={
          <Button htmlType="submit" loading={end.isPending}>
            {t('one.endAct')}
          </Button>
        }
      >
        <p>{t('one.endLead')}</p>
        <Field label={t('one.endOn')}>{(wiring) => <DayInput {...wiring} value={on} onChange={setOn} />}</Field>
      </Form>
    </Panel>
  );
}
