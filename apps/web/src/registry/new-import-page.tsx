import { registryEndpoints } from '@gatehouse/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { upload } from '../app/upload.js';
import { useEndpoint } from '../app/use-endpoint.js';
import { announce } from '../ui/announcements.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { FileDrop } from '../ui/file-drop.js';
import { Icon } from '../ui/icon.js';
import { PageTitle } from '../ui/page-title.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { DeliveryNumberField } from './delivery-number-field.js';
import { previewKey } from './import-state.js';
import styles from './new-import-page.module.css';

const endings = ['.xlsx', '.csv', '.tsv', '.txt'];
const maximumBytes = registryEndpoints.uploadImport.upload?.maximumBytes ?? 0;

/** Brings in a file: from which source, and the file itself. Nothing is entered by uploading. */
export function NewImportPage() {
  const { t } = useTranslation('registry');
  const words = useWords();
  const sources = useEndpoint(registryEndpoints.listSources, {});
  const [chosen, setChosen] = useState<string>();
  const items = sources.data?.items ?? [];
  const source = chosen ?? (items.length === 1 ? items[0]?.code : undefined);
  const origin = items.find(({ code }) => code === source);
  const isCivil = origin?.kind === 'civil_register';
  const [number, setNumber] = useState<number | null>(null);
  const { share, error, send } = useUpload();
  const [isAsked, setIsAsked] = useState(false);
  const take = (file: File): void => {
    setIsAsked(true);
    if (origin && !(origin.isNumbered && number === null))
      void send({ source: origin.code, ...(origin.isNumbered && number !== null ? { number } : {}) }, file);
  };
  return (
    <>
      <PageTitle title={t('import.new')} lead={t('import.lead')} />
      {sources.isPending ? <ListSkeleton rows={2} /> : null}
      {sources.error ? <ErrorState problem={problemOf(sources.error)} onRepeat={() => void sources.refetch()} /> : null}
      {sources.data && items.length === 0 ? (
        <EmptyState title={t('sources.empty')} next={t('sources.emptyNext')} />
      ) : null}
      {items.length > 0 ? (
        <div className={styles.form}>
          <Stack gap="large">
            <Field
              label={t('sources.source')}
              hint={t('import.sourceHint')}
              problem={isAsked && !source ? t('import.sourceMissing') : undefined}
            >
              {(wiring) => (
                <Select
                  {...wiring}
                  placeholder={t('choose')}
                  value={source}
                  onChange={setChosen}
                  options={items.map(({ code, nameEn, nameZh }) => ({
                    value: code,
                    label: words({ en: nameEn, zh: nameZh }),
                  }))}
                />
              )}
            </Field>
            {origin?.isNumbered ? (
              <DeliveryNumberField
                label={t('sources.deliveryNumber')}
                hint={t('sources.deliveryNumberHint')}
                value={number}
                isAsked={isAsked}
                onChange={setNumber}
              />
            ) : null}
            <FileDrop
              label={t('import.file')}
              hint={t('import.fileHint')}
              endings={endings}
              maximumBytes={maximumBytes}
              isDisabled={share !== undefined}
              onFile={take}
            />
            <TemplateButton kind={isCivil ? 'aliases' : 'records'} />
            {share === undefined ? null : <Sending share={share} />}
            {error === undefined ? null : <ErrorState problem={problemOf(error)} />}
          </Stack>
        </div>
      ) : null}
    </>
  );
}

function TemplateButton({ kind }: { kind: 'records' | 'aliases' }) {
  const { t } = useTranslation('registry');
  const [error, setError] = useState<unknown>();
  return (
    <div>
      <Button
        icon={<Icon of="download" />}
        onClick={() => {
          setError(undefined);
          download(registryEndpoints.importTemplate, { query: { kind } }).catch(setError);
        }}
      >
        {t(kind === 'aliases' ? 'import.templateAliases' : 'import.template')}
      </Button>
      {error === undefined ? null : <ErrorState problem={problemOf(error)} />}
    </div>
  );
}

function Sending({ share }: { share: number }) {
  const { t } = useTranslation('registry');
  return (
    <label className={styles.sending}>
      {share < 1 ? t('import.sending') : t('import.reading')}
      <progress max={1} {...(share < 1 ? { value: share } : {})} />
    </label>
  );
}

function useUpload() {
  const { t } = useTranslation('registry');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>();
  const send = async (query: { source: string; number?: number }, file: File): Promise<void> => {
    setShare(0);
    setError(undefined);
    try {
      const preview = await upload(registryEndpoints.uploadImport, { query }, { file, onProgress: setShare });
      queries.setQueryData(previewKey(preview.import.id), preview);
      await queries.invalidateQueries({ queryKey: ['list', 'registry-imports'] });
      announce(t('import.read'));
      await navigate({ to: '/registry/imports/$importId', params: { importId: preview.import.id } });
    } catch (thrown) {
      setError(thrown);
      setShare(undefined);
    }
  };
  return { share, error, send };
}
