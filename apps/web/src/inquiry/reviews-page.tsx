import { type ErrorCode, errorDefinition, isErrorCode, reviewEndpoints } from '@gatehouse/contract';
import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryClient } from '@tanstack/react-query';
import { call } from '../app/api.js';
import { useAct } from '../app/use-endpoint.js';
import { CursorList } from '../ui/cursor-list.js';
import { problemOf } from '../ui/failure.js';
import type { Column } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import type { InquiryLine } from './answers.js';
import { useInquiryColumns } from './inquiry-columns.js';

const mostAtOnce = 200;

type Refused = { readonly name: string; readonly code: string };

/** What waits for my approval, the oldest first; one by one, or those chosen together. */
export function ReviewsPage() {
  const { t } = useTranslation('inquiry');
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<readonly InquiryLine[]>([]);
  const [isAsking, setIsAsking] = useState(false);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const approve = useAct(reviewEndpoints.approveMany, {
    say: t('said.approved'),
    onDone: (answer) => {
      const nameOf = new Map(chosen.map(({ id, name }) => [id, name]));
      setRefused(answer.refused.map(({ id, code }) => ({ name: nameOf.get(id) ?? '', code })));
      setChosen([]);
      setIsAsking(false);
      void queries.invalidateQueries({ queryKey: ['list'] });
    },
  });
  const columns = useChoosingColumns(chosen, setChosen);
  const items = chosen.map(({ id, version }) => ({ id, version }));
  return (
    <>
      <PageTitle title={t('reviews.title')} lead={t('reviews.lead')} />
      <Stack>
        {refused.length > 0 ? <RefusedRows refused={refused} /> : null}
        <CursorList
          name="inquiry-reviews"
          label={t('reviews.title')}
          columns={columns}
          itemKey={(line) => line.id}
          load={({ cursor, signal }) => call(reviewEndpoints.inbox, { query: { cursor } }, { signal })}
          tools={
            <Button type="primary" disabled={chosen.length === 0} onClick={() => setIsAsking(true)}>
              {t('reviews.approveChosen', { count: chosen.length })}
            </Button>
          }
          empty={<EmptyState title={t('reviews.empty')} next={t('reviews.emptyNext')} />}
        />
      </Stack>
      <Modal
        open={isAsking}
        title={t('reviews.confirm', { count: chosen.length })}
        okText={t('review.approve')}
        cancelText={t('cancel')}
        confirmLoading={approve.isPending}
        onOk={() => approve.mutate({ body: { items } })}
        onCancel={() => setIsAsking(false)}
        destroyOnHidden
      >
        <Stack>
          <p>{t('reviews.consequence')}</p>
          <ul>
            {chosen.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
          {approve.error ? <ErrorState problem={problemOf(approve.error)} /> : null}
        </Stack>
      </Modal>
    </>
  );
}

function useChoosingColumns(
  chosen: readonly InquiryLine[],
  choose: (lines: readonly InquiryLine[]) => void,
): readonly Column<InquiryLine>[] {
  const { t } = useTranslation('inquiry');
  const columns = useInquiryColumns(true);
  const isChosen = (line: InquiryLine): boolean => chosen.some(({ id }) => id === line.id);
  const choosing: Column<InquiryLine> = {
    key: 'choose',
    title: t('reviews.choose'),
    render: (line) => (
      <Checkbox
        checked={isChosen(line)}
        disabled={!isChosen(line) && chosen.length >= mostAtOnce}
        aria-label={t('reviews.chooseOne', { name: line.name })}
        onChange={(event) =>
          choose(event.target.checked ? [...chosen, line] : chosen.filter(({ id }) => id !== line.id))
        }
      />
    ),
  };
  return [choosing, ...columns];
}

function RefusedRows({ refused }: { refused: readonly Refused[] }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const reason = (code: string): string => words(errorDefinition(isErrorCode(code) ? code : fallback).title);
  return (
    <Panel title={t('reviews.refused', { count: refused.length })}>
      <ul>
        {refused.map(({ name, code }) => (
          <li key={`${name}-${code}`}>
            {name}
            {t('colon')}
            {reason(code)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const fallback: ErrorCode = 'unexpected';
