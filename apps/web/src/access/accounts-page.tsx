import { accountEndpoints, type AccountView } from '@gatehouse/contract';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { ButtonLink } from '../ui/buttons.js';
import { CursorList } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { NewAccountDialog } from './new-account-dialog.js';
import { OrganisationName } from './organisation-name.js';
import { RoleNames } from './role-names.js';

/** The accounts one administers. */
export function AccountsPage() {
  const { t } = useTranslation('access');
  const [isNew, setIsNew] = useState(false);
  return (
    <>
      <PageTitle
        title={t('accounts.title')}
        lead={t('accounts.lead')}
        actions={
          <>
            <Button type="primary" onClick={() => setIsNew(true)}>
              {t('accounts.new')}
            </Button>
            <ButtonLink to="/accounts/waiting">{t('waiting.title')}</ButtonLink>
          </>
        }
      />
      <CursorList<AccountView>
        name="accounts"
        label={t('accounts.title')}
        itemKey={({ id }) => id}
        load={({ cursor, filters, signal }) =>
          call(
            accountEndpoints.list,
            { query: { cursor, ...(filters.closed ? { closed: 'true' as const } : {}) } },
            { signal },
          )
        }
        filters={[
          { name: 'closed', label: t('accounts.show'), choices: [{ value: 'true', label: t('accounts.closedToo') }] },
        ]}
        columns={[
          {
            key: 'name',
            title: t('person'),
            isLead: true,
            render: ({ id, displayName }) => (
              <Link to="/accounts/$accountId" params={{ accountId: id }}>
                {displayName}
              </Link>
            ),
          },
          { key: 'login', title: t('login'), render: ({ login }) => login },
          {
            key: 'organisation',
            title: t('organisation'),
            render: ({ organisationId }) => <OrganisationName id={organisationId} />,
          },
          { key: 'roles', title: t('roles'), render: ({ roles }) => <RoleNames grants={roles} /> },
          {
            key: 'state',
            title: t('state'),
            render: ({ closedAt, oneTimePasswordUntil }) =>
              closedAt ? (
                <StatusTag tone="ended" word={t('accounts.closed')} />
              ) : oneTimePasswordUntil ? (
                <StatusTag tone="waiting" word={t('accounts.oneTime')} />
              ) : (
                <StatusTag tone="active" word={t('accounts.open')} />
              ),
          },
        ]}
        empty={<EmptyState title={t('accounts.empty')} next={t('accounts.emptyNext')} />}
      />
      {isNew ? <NewAccountDialog onClose={() => setIsNew(false)} /> : null}
    </>
  );
}
