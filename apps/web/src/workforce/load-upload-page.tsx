import { rosterEndpoints } from '@gatehouse/contract';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { upload } from '../app/upload.js';
import { TemplatePanel, useSending } from '../inquiry/file-panels.js';
import { announce } from '../ui/announcements.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { useLanguage } from '../ui/words.js';
import { StaffFilePanel } from './staff-file-panel.js';

/** A file with the staff of the own unit: template, example, file. Its differences are looked at on its own page. */
export function LoadUploadPage() {
  const { t } = useTranslation('workforce');
  const navigate = useNavigate();
  const language = useLanguage();
  const [isWhole, setIsWhole] = useState(true);
  const { sending, start } = useSending(
    (file, onProgress) =>
      upload(rosterEndpoints.upload, { query: { whole: isWhole ? 'true' : 'false' } }, { file, onProgress }),
    (load) => {
      announce(t('said.uploaded'));
      void navigate({ to: '/staff-loads/$loadId', params: { loadId: load.id } });
    },
  );
  const template = (content: 'empty' | 'sample') => () =>
    download(rosterEndpoints.template, { query: { language, content } });
  return (
    <>
      <PageTitle title={t('upload.title')} lead={t('upload.lead')} />
      <Stack>
        <TemplatePanel
          title={t('upload.templateTitle')}
          files={[
            { title: t('upload.template'), take: template('empty') },
            { title: t('upload.sample'), take: template('sample') },
          ]}
        />
        <StaffFilePanel
          words="upload"
          isWhole={isWhole}
          onWhole={setIsWhole}
          maximumBytes={rosterEndpoints.upload.upload?.maximumBytes}
          sending={sending}
          onFile={start}
        />
      </Stack>
    </>
  );
}
