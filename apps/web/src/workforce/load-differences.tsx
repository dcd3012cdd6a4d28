import type { RosterRowKind } from '@gatehouse/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTitleOf } from '../inquiry/choices.js';
import { useInquiryOptions } from '../inquiry/use-inquiry-options.js';
import { problemOf } from '../ui/failure.js';
import { type Column, ListTable } from '../ui/list-table.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import { useLanguage, useWords } from '../ui/words.js';
import type { LoadProgress, LoadRow } from './answers.js';
import { MaskedNumbers } from './staff-columns.js';
import { useRows } from './use-rows.js';

type LoadDifferencesProps = {
  readonly load: LoadProgress;
  readonly kinds: readonly RosterRowKind[];
  readonly title: string;
};

/** What a file would change, kind by kind; or what could not be taken after all, with the reason. */
export function LoadDifferences({ load, kinds, title }: LoadDifferencesProps) {
  const { t } = useTranslation('workforce');
  const isTaken = load.state === 'TAKEN';
  const shown = kinds.filter((kind) => isTaken || load.counts[kind] > 0);
  return (
    <Panel title={title}>
      <Stack>
        {shown.length === 0 ? <p>{t('load.nothing')}</p> : null}
        {shown.map((kind) => (
          <Rows key={kind} load={load} kind={kind} />
        ))}
      </Stack>
    </Panel>
  );
}

function Rows({ load, kind }: { load: LoadProgress; kind: RosterRowKind }) {
  const { t } = useTranslation('workforce');
  const columns = useColumns(kind);
  const rows = useRows(load, kind);
  if (rows.isPending) return <ListSkeleton />;
  if (rows.error) return <ErrorState problem={problemOf(rows.error)} onRepeat={() => void rows.refetch()} />;
  const items = rows.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return null;
  const title = load.state === 'TAKEN' ? t(`load.kinds.${kind}`) : `${t(`load.kinds.${kind}`)} (${load.counts[kind]})`;
  return (
    <Stack gap="small">
      <h3>{title}</h3>
      <ListTable label={title} columns={columns} items={items} itemKey={(row) => row.id} />
      {rows.hasNextPage ? (
        <Line>
          <Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
            {t('load.more')}
          </Button>
        </Line>
      ) : null}
    </Stack>
  );
}

function useColumns(kind: RosterRowKind): readonly Column<LoadRow>[] {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const language = useLanguage();
  const titleOf = useTitleOf();
  const options = useInquiryOptions();
  const remark = (row: LoadRow): string => {
    if (row.refused) return words(row.refused);
    return row.changes.map(words).join(language === 'zh' ? '、' : ', ');
  };
  return [
    { key: 'person', title: t('column.person'), isLead: true, render: (row) => row.name },
    {
      key: 'document',
      title: t('column.document'),
      render: ({ documents }) => <MaskedNumbers documents={documents} />,
    },
    {
      key: 'post',
      title: t('column.post'),
      render: ({ postClass, postTitle }) =>
        [titleOf(options?.postClasses, postClass), postTitle].filter(Boolean).join(' · '),
    },
    {
      key: 'form',
      title: t('column.form'),
      render: ({ employmentForm }) => titleOf(options?.employmentForms, employmentForm),
    },
    { key: 'since', title: t('column.since'), render: ({ fromDate }) => fromDate },
    ...(kind === 'changed' ? [{ key: 'changes', title: t('load.kinds.changed'), render: remark }] : []),
  ];
}
