import { type HeadcountDifferences, headcountFileEndpoints, type HeadcountRow } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { queryClient } from '../app/query-client.js';
import { upload } from '../app/upload.js';
import { FieldProblems } from '../inquiry/field-problems.js';
import { FilePanel, TemplatePanel, useSending } from '../inquiry/file-panels.js';
import { announce } from '../ui/announcements.js';
import { ButtonLink } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { type Column, ListTable } from '../ui/list-table.js';
import { MarkedList } from '../ui/marked-list.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useLanguage, useWords } from '../ui/words.js';

type Compared = { readonly file: File; readonly differences: HeadcountDifferences };

/** What registers count, from a file: compared at once, and taken once the differences were seen. */
export function HeadcountFilePage() {
  const { t } = useTranslation('workforce');
  const language = useLanguage();
  const [compared, setCompared] = useState<Compared>();
  const compare = useSending(
    (file, onProgress) => upload(headcountFileEndpoints.compare, {}, { file, onProgress }),
    (differences, file) => setCompared({ file, differences }),
  );
  return (
    <>
      <PageTitle
        title={t('headcounts.title')}
        lead={t('headcounts.lead')}
        actions={<ButtonLink to="/roster-units">{t('units.title')}</ButtonLink>}
      />
      <Stack>
        <TemplatePanel
          title={t('upload.templateTitle')}
          files={[
            {
              title: t('upload.template'),
              take: () => download(headcountFileEndpoints.template, { query: { language } }),
            },
          ]}
        />
        <FilePanel
          title={t('upload.fileTitle')}
          drop={t('upload.drop')}
          hint={t('upload.hint')}
          maximumBytes={headcountFileEndpoints.compare.upload?.maximumBytes}
          sending={compare.sending}
          onFile={(file) => {
            setCompared(undefined);
            compare.start(file);
          }}
        >
          {compared ? <FieldProblems problems={compared.differences.problems} /> : null}
        </FilePanel>
        {compared ? <Differences compared={compared} onTaken={setCompared} /> : null}
      </Stack>
    </>
  );
}

type DifferencesProps = { readonly compared: Compared; readonly onTaken: (taken: Compared) => void };

function Differences({ compared: { file, differences }, onTaken }: DifferencesProps) {
  const { t } = useTranslation('workforce');
  const { counts, rows, taken, seen } = differences;
  const take = useSending(
    (chosen, onProgress) => upload(headcountFileEndpoints.take, { query: { seen } }, { file: chosen, onProgress }),
    (answer) => {
      announce(t('headcounts.said'));
      void queryClient.invalidateQueries({ queryKey: ['list', 'roster-units'] });
      void queryClient.invalidateQueries({ queryKey: ['list', 'unentered-units'] });
      onTaken({ file, differences: answer });
    },
  );
  const differing = counts.new + counts.changed + counts.unentered;
  const wrong = rows.filter(({ kind }) => kind === 'problem');
  return (
    <Panel title={taken ? t('headcounts.taken') : t('headcounts.differences')}>
      <Stack>
        <p>{t('headcounts.counts', counts)}</p>
        {counts.unentered > 0 ? (
          <Stack gap="small">
            <h3>{t('headcounts.unentered')}</h3>
            <p>{t('headcounts.unenteredLead')}</p>
            <CountedRows label={t('headcounts.unentered')} rows={rows.filter(({ kind }) => kind === 'unentered')} />
            {taken ? <ButtonLink to="/roster-units/unentered">{t('unentered.title')}</ButtonLink> : null}
          </Stack>
        ) : null}
        {counts.new + counts.changed > 0 ? (
          <CountedRows
            label={t('load.differences')}
            rows={rows.filter(({ kind }) => kind === 'new' || kind === 'changed')}
          />
        ) : null}
        {differing === 0 && counts.same > 0 ? <p>{t('headcounts.nothing')}</p> : null}
        {wrong.length > 0 ? (
          <Stack gap="small">
            <h3>{t('headcounts.problems', { count: counts.problem })}</h3>
            <WrongRows rows={wrong} />
          </Stack>
        ) : null}
        {take.sending.error ? <ErrorState problem={problemOf(take.sending.error)} /> : null}
        {taken || differing === 0 ? null : (
          <Line>
            <Button type="primary" loading={take.sending.isPending} onClick={() => take.start(file)}>
              {t('headcounts.take')}
            </Button>
          </Line>
        )}
      </Stack>
    </Panel>
  );
}

/** What cannot be taken, by row and column as the spreadsheet has them. */
function WrongRows({ rows }: { rows: readonly HeadcountRow[] }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <MarkedList
      icon="problem"
      items={rows.flatMap(({ rowNumber, fields }) =>
        fields.map(({ path, code, column, message }) => ({
          key: `${rowNumber}-${path}-${code}`,
          words: (
            <>
              <strong>{[t('load.row', { row: rowNumber }), column].filter(Boolean).join(' · ')}</strong>{' '}
              {words(message)}
            </>
          ),
        })),
      )}
    />
  );
}

function CountedRows({ label, rows }: { label: string; rows: readonly HeadcountRow[] }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const columns: readonly Column<HeadcountRow>[] = [
    { key: 'unit', title: t('column.unit'), isLead: true, render: (row) => unitOf(row, words) },
    {
      key: 'source',
      title: t('unit.source'),
      render: ({ counted }) => (counted ? words(counted.source.title) : '—'),
    },
    {
      key: 'post',
      title: t('unit.post'),
      render: ({ counted }) => (counted?.postClass ? words(counted.postClass.title) : t('unit.all')),
    },
    { key: 'before', title: t('headcounts.before'), isNumber: true, render: ({ before }) => before ?? '—' },
    { key: 'now', title: t('unit.headcount'), isNumber: true, render: ({ counted }) => counted?.headcount ?? '—' },
    { key: 'day', title: t('unit.day'), render: ({ counted }) => counted?.asOf ?? '—' },
  ];
  return <ListTable label={label} columns={columns} items={rows} itemKey={(row) => String(row.rowNumber)} />;
}

function unitOf({ unit, unentered }: HeadcountRow, words: ReturnType<typeof useWords>): string {
  if (unit) return words(unit);
  return unentered ? [unentered.name, unentered.creditCode].filter(Boolean).join(' · ') : '—';
}
