import {
  type SentPerson,
  sentStaffEndpoints,
  type SupplierWord,
  supplierWords,
  wordsOfState,
} from '@gatehouse/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { CursorList, type ListRequest } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { exactTime } from '../ui/time.js';
import { useLanguage, useWords } from '../ui/words.js';
import { MaskedNumbers } from './staff-columns.js';

/** Whom one's own organisation sends to units, and the one word about each: whether they may be placed there. Never why. */
export function SentStaffPage() {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const language = useLanguage();
  const [nextAt, setNextAt] = useState<string>();
  const load = async ({ filters, cursor, signal }: ListRequest) => {
    const word = supplierWords.find((one) => one === filters.word);
    const page = await call(sentStaffEndpoints.list, { query: { cursor, word } }, { signal });
    setNextAt(page.nextAt);
    return page;
  };
  return (
    <>
      <PageTitle title={t('sent.title')} lead={t('sent.lead')} />
      <Stack>
        <Panel title={t('sent.meaning')}>
          <Stack gap="small">
            <p>{t('sent.meaningLead')}</p>
            {nextAt ? <p>{t('sent.next', { at: exactTime(Date.parse(nextAt), language) })}</p> : null}
          </Stack>
        </Panel>
        <CursorList<SentPerson>
          name="sent-staff"
          label={t('sent.title')}
          itemKey={({ employmentId }) => employmentId}
          load={load}
          filters={[
            {
              name: 'word',
              label: t('sent.word'),
              choices: supplierWords.map((value) => ({ value, label: words(wordsOfState('sent-staff', value)) })),
            },
          ]}
          columns={[
            { key: 'person', title: t('column.person'), isLead: true, render: ({ name }) => name },
            {
              key: 'document',
              title: t('column.document'),
              render: (one) => <MaskedNumbers documents={one.documents} />,
            },
            { key: 'unit', title: t('column.unit'), render: ({ unit }) => words(unit) },
            { key: 'post', title: t('column.post'), render: (one) => <Post one={one} /> },
            { key: 'word', title: t('sent.word'), render: ({ word }) => <Word word={word} /> },
          ]}
          empty={<EmptyState title={t('sent.empty')} next={t('sent.emptyNext')} />}
        />
      </Stack>
    </>
  );
}

function Post({ one: { postClass, employmentForm, fromDate, untilDate } }: { one: SentPerson }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const days =
    untilDate === undefined ? t('sent.from', { from: fromDate }) : t('sent.days', { from: fromDate, until: untilDate });
  return (
    <Stack gap="small">
      <span>{[words(postClass), words(employmentForm)].join(' · ')}</span>
      <span>{days}</span>
    </Stack>
  );
}

function Word({ word }: { word: SupplierWord }) {
  const words = useWords();
  const text = words(wordsOfState('sent-staff', word));
  // The same sign whatever stands behind it: no hourglass, which would say that an answer is on its way.
  return word === 'may' ? (
    <StatusTag tone="neutral" icon="done" word={text} />
  ) : (
    <StatusTag tone="waiting" icon="stop" word={text} />
  );
}
