import { batchEndpoints } from '@gatehouse/contract';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { upload } from '../app/upload.js';
import { announce } from '../ui/announcements.js';
import { ButtonLink } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { useLanguage } from '../ui/words.js';
import { FieldProblems } from './field-problems.js';
import { FilePanel, TemplatePanel, useSending } from './file-panels.js';

/** A list of people: template, example, file. The rows are looked at on the list's own page. */
export function ListUploadPage() {
  const { t } = useTranslation('inquiry');
  const navigate = useNavigate();
  const language = useLanguage();
  const again = useRef(false);
  const { sending, start, file } = useSending(
    (chosen, onProgress) =>
      upload(
        batchEndpoints.upload,
        { query: { again: again.current ? 'true' : 'false' } },
        { file: chosen, onProgress },
      ),
    (list) => {
      announce(t('said.listTaken'));
      void navigate({ to: '/inquiry-lists/$listId', params: { listId: list.id } });
    },
  );
  const send = (chosen: File, isAgain: boolean): void => {
    again.current = isAgain;
    start(chosen);
  };
  const template = (content: 'empty' | 'sample') => () =>
    download(batchEndpoints.template, { query: { language, content } });
  const problem = sending.error ? problemOf(sending.error) : undefined;
  return (
    <>
      <PageTitle
        title={t('new.list')}
        lead={t('upload.lead')}
        actions={<ButtonLink to="/inquiry-lists">{t('lists.title')}</ButtonLink>}
      />
      <Stack>
        <TemplatePanel
          title={t('upload.templateTitle')}
          lead={t('upload.templateLead')}
          files={[
            { title: t('upload.template'), take: template('empty') },
            { title: t('upload.sample'), take: template('sample') },
          ]}
        />
        <FilePanel
          title={t('upload.fileTitle')}
          drop={t('upload.drop')}
          hint={t('upload.hint')}
          maximumBytes={batchEndpoints.upload.upload?.maximumBytes}
          sending={sending}
          onFile={(chosen) => send(chosen, false)}
        >
          {problem?.fields ? <FieldProblems problems={problem.fields} /> : null}
          {problem?.code === 'list-known' && file ? (
            <div>
              <Button onClick={() => send(file, true)}>{t('upload.again')}</Button>
            </div>
          ) : null}
        </FilePanel>
      </Stack>
    </>
  );
}
