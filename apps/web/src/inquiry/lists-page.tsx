import { type BatchView, batchEndpoints, wordsOfState } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { CursorList } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { hasProblems, toneOfList } from './list-state.js';

/** The lists of one's own unit, the newest first. */
export function ListsPage() {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const newList = (isPrimary: boolean) => (
    <ButtonLink to="/inquiries/new/list" isPrimary={isPrimary}>
      {t('new.listAct')}
    </ButtonLink>
  );
  return (
    <>
      <PageTitle title={t('lists.title')} lead={t('lists.lead')} actions={newList(true)} />
      <CursorList<BatchView>
        name="inquiry-lists"
        label={t('lists.title')}
        itemKey={(list) => list.id}
        load={({ cursor, signal }) => call(batchEndpoints.list, { query: { cursor } }, { signal })}
        columns={[
          {
            key: 'file',
            title: t('lists.file'),
            isLead: true,
            render: (list) => (
              <Link to="/inquiry-lists/$listId" params={{ listId: list.id }}>
                {list.fileName}
                {list.setAsideFrom ? ` ${t('lists.setAside')}` : null}
              </Link>
            ),
          },
          {
            key: 'state',
            title: t('column.state'),
            render: (list) => (
              <StatusTag
                tone={toneOfList(list)}
                word={hasProblems(list) ? t('lists.toMend') : words(wordsOfState('list', list.state))}
              />
            ),
          },
          { key: 'rows', title: t('lists.rows'), isNumber: true, render: (list) => list.progress.rows },
          {
            key: 'problems',
            title: t('lists.withProblems'),
            isNumber: true,
            render: (list) => list.counts.withProblems,
          },
          { key: 'next', title: t('lists.next'), render: (list) => words(list.next) },
          { key: 'at', title: t('lists.at'), render: (list) => <Clock at={list.createdAt} /> },
        ]}
        empty={<EmptyState title={t('lists.empty')} next={t('lists.emptyNext')} action={newList(false)} />}
      />
    </>
  );
}
