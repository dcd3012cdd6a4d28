import { type RosterLoad, rosterEndpoints } from '@gatehouse/contract';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { upload } from '../app/upload.js';
import { UploadProgress } from '../inquiry/upload-progress.js';
import { announce } from '../ui/announcements.js';
import { problemOf } from '../ui/failure.js';
import { FieldGroup } from '../ui/field.js';
import { FileDrop } from '../ui/file-drop.js';
import { Icon } from '../ui/icon.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useLanguage } from '../ui/words.js';

/** A file with the staff of the own unit: template, example, file. Its differences are looked at on its own page. */
export function LoadUploadPage() {
  const { t } = useTranslation('workforce');
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  const [isWhole, setIsWhole] = useState(true);
  const send = useMutation({
    mutationFn: (file: File): Promise<RosterLoad> =>
      upload(rosterEndpoints.upload, { query: { whole: isWhole ? 'true' : 'false' } }, { file, onProgress: setShare }),
    onSuccess: (load) => {
      announce(t('said.uploaded'));
      void navigate({ to: '/staff-loads/$loadId', params: { loadId: load.id } });
    },
  });
  return (
    <>
      <PageTitle title={t('upload.title')} lead={t('upload.lead')} />
      <Stack>
        <Panel title={t('upload.templateTitle')}>
          <Templates />
        </Panel>
        <Panel title={t('upload.fileTitle')}>
          <Stack>
            <FieldGroup label={t('upload.wholeLabel')} hint={t('upload.wholeHint')}>
              <Checkbox checked={isWhole} onChange={(event) => setIsWhole(event.target.checked)}>
                {t('upload.whole')}
              </Checkbox>
            </FieldGroup>
            <FileDrop
              label={t('upload.drop')}
              hint={t('upload.hint')}
              endings={['.xlsx', '.csv']}
              maximumBytes={rosterEndpoints.upload.upload?.maximumBytes ?? 0}
              isDisabled={send.isPending}
              onFile={(file) => {
                setShare(0);
                send.mutate(file);
              }}
            />
            {send.isPending ? <UploadProgress label={send.variables.name} share={share} /> : null}
            {send.error ? <ErrorState problem={problemOf(send.error)} /> : null}
          </Stack>
        </Panel>
      </Stack>
    </>
  );
}

function Templates() {
  const { t } = useTranslation('workforce');
  const language = useLanguage();
  const take = useMutation({
    mutationFn: (content: 'empty' | 'sample') => download(rosterEndpoints.template, { query: { language, content } }),
  });
  return (
    <Stack>
      <Line>
        <Button icon={<Icon of="download" />} loading={take.isPending} onClick={() => take.mutate('empty')}>
          {t('upload.template')}
        </Button>
        <Button icon={<Icon of="download" />} loading={take.isPending} onClick={() => take.mutate('sample')}>
          {t('upload.sample')}
        </Button>
      </Line>
      {take.error ? <ErrorState problem={problemOf(take.error)} /> : null}
    </Stack>
  );
}
