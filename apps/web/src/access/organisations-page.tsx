import { organisationEndpoints, organisationKind, organisationKinds, type OrganisationView } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { may, useSession } from '../app/session/session.js';
import { CursorList } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { NewOrganisationDialog } from './new-organisation-dialog.js';

/** The organisations of the node, found by name or kind. */
export function OrganisationsPage() {
  const { t } = useTranslation('access');
  const words = useWords();
  const mayManage = may(useSession(), 'access:manage-accounts');
  const [isNew, setIsNew] = useState(false);
  return (
    <>
      <PageTitle
        title={t('organisations.title')}
        lead={t('organisations.lead')}
        actions={
          mayManage ? (
            <Button type="primary" onClick={() => setIsNew(true)}>
              {t('organisations.new')}
            </Button>
          ) : null
        }
      />
      <CursorList<OrganisationView>
        name="organisations"
        label={t('organisations.title')}
        itemKey={({ id }) => id}
        searchLabel={t('organisations.search')}
        load={({ cursor, search, filters, signal }) => {
          const kind = organisationKinds.find((one) => one === filters.kind);
          return call(organisationEndpoints.list, { query: { cursor, name: search || undefined, kind } }, { signal });
        }}
        filters={[
          {
            name: 'kind',
            label: t('organisations.kind'),
            choices: organisationKinds.map((value) => ({ value, label: words(organisationKind(value).title) })),
          },
        ]}
        columns={[
          {
            key: 'name',
            title: t('organisation'),
            isLead: true,
            render: ({ called }) => words(called),
          },
          { key: 'kind', title: t('organisations.kind'), render: ({ kind }) => words(organisationKind(kind).title) },
          { key: 'division', title: t('organisations.division'), render: ({ divisionCode }) => divisionCode },
          { key: 'children', title: t('organisations.below'), isNumber: true, render: ({ children }) => children },
          {
            key: 'state',
            title: t('state'),
            render: ({ closedAt }) => (
              <StatusTag
                tone={closedAt ? 'ended' : 'active'}
                word={t(closedAt ? 'accounts.closed' : 'accounts.open')}
              />
            ),
          },
        ]}
        empty={<EmptyState title={t('organisations.empty')} next={t('organisations.emptyNext')} />}
      />
      {isNew ? <NewOrganisationDialog onClose={() => setIsNew(false)} /> : null}
    </>
  );
}
