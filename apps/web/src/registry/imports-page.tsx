import { type ImportView, registryEndpoints, wordsOfState } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { may, useSession } from '../app/session/session.js';
import { useEndpoint } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { CursorList } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useLanguage, useWords } from '../ui/words.js';
import { toneOfImport } from './import-state.js';

/** All files that were brought in, with how far each has come. */
export function ImportsPage() {
  const { t } = useTranslation('registry');
  const words = useWords();
  const number = new Intl.NumberFormat(useLanguage());
  const mayEnter = may(useSession(), 'registry:enter');
  const sources = useEndpoint(registryEndpoints.listSources, {});
  const nameOf = (code: string): string => {
    const source = sources.data?.items.find((one) => one.code === code);
    return source ? words({ en: source.nameEn, zh: source.nameZh }) : code;
  };
  const begin = (
    <ButtonLink to="/registry/imports/new" isPrimary>
      {t('import.new')}
    </ButtonLink>
  );
  return (
    <>
      <PageTitle title={t('imports.title')} lead={t('imports.lead')} actions={mayEnter ? begin : null} />
      <CursorList<ImportView>
        name="registry-imports"
        label={t('imports.title')}
        itemKey={({ id }) => id}
        load={({ cursor, signal }) => call(registryEndpoints.listImports, { query: { cursor } }, { signal })}
        columns={[
          {
            key: 'file',
            title: t('imports.file'),
            isLead: true,
            render: ({ id, fileName }) => (
              <Link to="/registry/imports/$importId" params={{ importId: id }}>
                {fileName}
              </Link>
            ),
          },
          { key: 'source', title: t('sources.source'), render: ({ sourceCode }) => nameOf(sourceCode) },
          { key: 'rows', title: t('imports.rows'), isNumber: true, render: ({ rows }) => number.format(rows) },
          {
            key: 'state',
            title: t('state'),
            render: ({ state }) => <StatusTag tone={toneOfImport(state)} word={words(wordsOfState('import', state))} />,
          },
          { key: 'at', title: t('imports.at'), render: ({ uploadedAt }) => <Clock at={uploadedAt} /> },
        ]}
        empty={<EmptyState title={t('imports.empty')} next={t('imports.emptyNext')} />}
      />
    </>
  );
}
