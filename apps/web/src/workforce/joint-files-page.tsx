import { type JointFileProgress, jointFileEndpoints } from '@gatehouse/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { upload } from '../app/upload.js';
import { readOf } from '../app/use-endpoint.js';
import { TemplatePanel, useSending } from '../inquiry/file-panels.js';
import { announce } from '../ui/announcements.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { type Column, ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState } from '../ui/states.js';
import { useLanguage } from '../ui/words.js';
import { JointFileTag } from './joint-state.js';
import { StaffFilePanel } from './staff-file-panel.js';

/** The staff of many units in one file: template, file, and the files that were brought before. */
export function JointFilesPage() {
  const { t } = useTranslation('workforce');
  const navigate = useNavigate();
  const language = useLanguage();
  const [isWhole, setIsWhole] = useState(true);
  const { sending, start } = useSending(
    (file, onProgress) =>
      upload(jointFileEndpoints.upload, { query: { whole: isWhole ? 'true' : 'false' } }, { file, onProgress }),
    (file) => {
      announce(t('joint.said.uploaded'));
      void navigate({ to: '/roster-units/joint-files/$fileId', params: { fileId: file.id } });
    },
  );
  return (
    <>
      <PageTitle
        title={t('joint.title')}
        lead={t('joint.lead')}
        actions={<ButtonLink to="/roster-units">{t('units.title')}</ButtonLink>}
      />
      <Stack>
        <TemplatePanel
          title={t('upload.templateTitle')}
          lead={t('joint.columns')}
          files={[
            {
              title: t('upload.template'),
              take: () => download(jointFileEndpoints.template, { query: { language } }),
            },
          ]}
        />
        <StaffFilePanel
          words="joint"
          isWhole={isWhole}
          onWhole={setIsWhole}
          maximumBytes={jointFileEndpoints.upload.upload?.maximumBytes}
          sending={sending}
          onFile={start}
        />
        <BroughtBefore />
      </Stack>
    </>
  );
}

function BroughtBefore() {
  const { t } = useTranslation('workforce');
  const files = useQuery(readOf(jointFileEndpoints.list, {}));
  const columns: readonly Column<JointFileProgress>[] = [
    {
      key: 'at',
      title: t('joint.at'),
      isLead: true,
      render: ({ id, createdAt }) => (
        <Link to="/roster-units/joint-files/$fileId" params={{ fileId: id }}>
          <Clock at={createdAt} exact />
        </Link>
      ),
    },
    { key: 'state', title: t('column.state'), render: ({ state }) => <JointFileTag state={state} /> },
    { key: 'units', title: t('joint.units'), isNumber: true, render: ({ units }) => units },
    { key: 'rows', title: t('joint.rows'), isNumber: true, render: ({ progress }) => progress.rows },
    { key: 'unplaced', title: t('joint.unplaced'), isNumber: true, render: ({ unplaced }) => unplaced },
  ];
  return (
    <Panel title={t('joint.before')}>
      {files.error ? <ErrorState problem={problemOf(files.error)} onRepeat={() => void files.refetch()} /> : null}
      {files.data?.items.length === 0 ? (
        <EmptyState title={t('joint.empty')} next={t('joint.emptyNext')} />
      ) : files.data ? (
        <ListTable label={t('joint.before')} columns={columns} items={files.data.items} itemKey={({ id }) => id} />
      ) : null}
    </Panel>
  );
}
