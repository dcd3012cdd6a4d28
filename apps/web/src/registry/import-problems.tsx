import { type AnswerOf, type ImportProgress, type ImportView, registryEndpoints } from '@gatehouse/contract';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { may, useSession } from '../app/session/session.js';
import { useAct } from '../app/use-endpoint.js';
import { CursorList } from '../ui/cursor-list.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';

type Row = AnswerOf<typeof registryEndpoints.listImportRows>['items'][number];

/** The rows that do not fit, by their number in the file; a held one is mended here. */
export function ImportProblems({ view, columns }: { view: ImportProgress; columns: ImportView['columns'] }) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const [mending, setMending] = useState<Row>();
  if (!may(useSession(), 'registry:enter') || view.counts.held + view.counts.refused === 0) return null;
  const titleOf = (path: string): string => {
    const column = columns.find(({ key }) => key === path);
    return column?.title ? words(column.title) : path;
  };
  return (
    <Panel title={t('problems.title')}>
      <CursorList<Row>
        name={`registry-import-rows-${view.id}`}
        label={t('problems.title')}
        itemKey={({ row }) => String(row)}
        load={({ cursor, filters, signal }) =>
          call(
            registryEndpoints.listImportRows,
            { params: { importId: view.id }, query: { cursor, outcome: outcomeIn(filters.outcome) } },
            { signal },
          )
        }
        filters={[
          {
            name: 'outcome',
            label: t('problems.outcome'),
            choices: (['held', 'refused'] as const).map((value) => ({ value, label: t(`outcome.${value}`) })),
          },
        ]}
        columns={[
          { key: 'row', title: t('import.row'), isLead: true, render: ({ row }) => t('problems.row', { row }) },
          {
            key: 'what',
            title: t('problems.what'),
            render: ({ problems }) => (
              <ul>
                {problems.map(({ path, code, message }) => (
                  <li key={`${path}-${code}`}>
                    <strong>{titleOf(path)}</strong>
                    {t('colon')}
                    {words(message)}
                  </li>
                ))}
              </ul>
            ),
          },
          {
            key: 'act',
            title: t('sources.act'),
            render: (row) =>
              row.mendable ? (
                <Button onClick={() => setMending(row)} aria-label={t('problems.mendRow', { row: row.row })}>
                  {t('problems.mend')}
                </Button>
              ) : (
                <StatusTag tone="ended" word={t(`outcome.${row.outcome}`)} />
              ),
          },
        ]}
        empty={<p>{t('problems.none')}</p>}
      />
      {mending ? (
        <MendDialog view={view} row={mending} titleOf={titleOf} onClose={() => setMending(undefined)} />
      ) : null}
    </Panel>
  );
}

function outcomeIn(chosen: string | undefined): 'held' | 'refused' | undefined {
  return chosen === 'held' || chosen === 'refused' ? chosen : undefined;
}

type MendDialogProps = {
  readonly view: ImportProgress;
  readonly row: Row;
  readonly titleOf: (path: string) => string;
  readonly onClose: () => void;
};

function MendDialog({ view, row, titleOf, onClose }: MendDialogProps) {
  const { t } = useTranslation('registry');
  const words = useWords();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const act = useAct(registryEndpoints.mendImportRow, {
    refresh: [registryEndpoints.readImport],
    lists: [`registry-import-rows-${view.id}`],
    say: t('problems.mended'),
    onDone: onClose,
  });
  const paths = [...new Set(row.problems.map(({ path }) => path))];
  return (
    <Modal
      open
      title={t('problems.mendRow', { row: row.row })}
      okText={t('problems.mend')}
      cancelText={t('cancel')}
      confirmLoading={act.isPending}
      onOk={() => act.mutate({ params: { importId: view.id, row: row.row }, body: { values } })}
      onCancel={onClose}
    >
      <Stack>
        <p>{t('problems.mendLead')}</p>
        {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
        {paths.map((path) => (
          <Field
            key={path}
            label={titleOf(path)}
            problem={row.problems
              .filter((problem) => problem.path === path)
              .map(({ message }) => words(message))
              .join(' ')}
          >
            {(wiring) => (
              <Input
                {...wiring}
                autoComplete="off"
                spellCheck={false}
                value={values[path] ?? ''}
                onChange={(event) => setValues({ ...values, [path]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </Stack>
    </Modal>
  );
}
