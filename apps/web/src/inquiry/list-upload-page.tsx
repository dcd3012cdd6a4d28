import { type BatchView, batchEndpoints } from '@gatehouse/contract';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { upload } from '../app/upload.js';
import { announce } from '../ui/announcements.js';
import { ButtonLink } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { FileDrop } from '../ui/file-drop.js';
import { Icon } from '../ui/icon.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useLanguage } from '../ui/words.js';
import { FieldProblems } from './field-problems.js';
import { UploadProgress } from './upload-progress.js';

/** A list of people: template, example, file. The rows are looked at on the list's own page. */
export function ListUploadPage() {
  const { t } = useTranslation('inquiry');
  const navigate = useNavigate();
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: ({ file, again }: { file: File; again: boolean }): Promise<BatchView> =>
      upload(batchEndpoints.upload, { query: { again: again ? 'true' : 'false' } }, { file, onProgress: setShare }),
    onSuccess: (list) => {
      announce(t('said.listTaken'));
      void navigate({ to: '/inquiry-lists/$listId', params: { listId: list.id } });
    },
  });
  const problem = send.error ? problemOf(send.error) : undefined;
  const file = send.variables?.file;
  return (
    <>
      <PageTitle
        title={t('new.list')}
        lead={t('upload.lead')}
        actions={<ButtonLink to="/inquiry-lists">{t('lists.title')}</ButtonLink>}
      />
      <Stack>
        <Panel title={t('upload.templateTitle')}>
          <Templates />
        </Panel>
        <Panel title={t('upload.fileTitle')}>
          <Stack>
            <FileDrop
              label={t('upload.drop')}
              hint={t('upload.hint')}
              endings={['.xlsx', '.csv']}
              maximumBytes={batchEndpoints.upload.upload?.maximumBytes ?? 0}
              isDisabled={send.isPending}
              onFile={(chosen) => {
                setShare(0);
                send.mutate({ file: chosen, again: false });
              }}
            />
            {send.isPending ? <UploadProgress label={file?.name ?? ''} share={share} /> : null}
            {problem ? <ErrorState problem={problem} /> : null}
            {problem?.fields ? <FieldProblems problems={problem.fields} /> : null}
            {problem?.code === 'list-known' && file ? (
              <div>
                <Button onClick={() => send.mutate({ file, again: true })}>{t('upload.again')}</Button>
              </div>
            ) : null}
          </Stack>
        </Panel>
      </Stack>
    </>
  );
}

function Templates() {
  const { t } = useTranslation('inquiry');
  const language = useLanguage();
  const take = useMutation({
    mutationFn: (content: 'empty' | 'sample') => download(batchEndpoints.template, { query: { language, content } }),
  });
  return (
    <Stack>
      <p>{t('upload.templateLead')}</p>
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
