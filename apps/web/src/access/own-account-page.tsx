import { isRole, type OpenSession, roleDefinition, sessionEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { may, useSession } from '../app/session/session.js';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { FactList } from '../ui/fact-list.js';
import { ListTable } from '../ui/list-table.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { deviceIn } from './device-words.js';
import { OwnProvider } from './own-provider.js';
import { OwnTokens } from './own-tokens.js';
import { PasswordForm } from './password-form.js';
import { ShowFactorAgain } from './show-factor-again.js';

/** The own account: what it may do, its password, where it is signed in, and its tokens. */
export function OwnAccountPage() {
  const { t } = useTranslation('access');
  const words = useWords();
  const session = useSession();
  const { organisation } = session;
  return (
    <>
      <PageTitle
        title={t('own.title')}
        lead={t('own.lead')}
        actions={<ButtonLink to="/stand-ins">{t('standIns.title')}</ButtonLink>}
      />
      <Stack gap="large">
        <Panel title={session.displayName}>
          <FactList
            facts={[
              { key: 'login', name: t('login'), value: session.login },
              {
                key: 'organisation',
                name: t('organisation'),
                value: words({ en: organisation.nameEn, zh: organisation.nameZh }),
              },
              {
                key: 'roles',
                name: t('roles'),
                value:
                  session.roles
                    .filter(isRole)
                    .map((role) => words(roleDefinition(role).title))
                    .join(t('separator')) || t('noRole'),
              },
            ]}
          />
        </Panel>
        <ShowFactorAgain />
        <Panel title={t('password.title')}>
          <PasswordForm />
        </Panel>
        <Panel title={t('factor.title')}>
          <Stack>
            <p>{t(session.secondFactor === 'set' ? 'factor.isSet' : 'factor.isNone')}</p>
            <div>
              <ButtonLink to="/account/second-factor">
                {t(session.secondFactor === 'set' ? 'factor.change' : 'factor.setUp')}
              </ButtonLink>
            </div>
          </Stack>
        </Panel>
        <OwnProvider />
        <Panel title={t('sessions.title')}>
          <OpenSessions />
        </Panel>
        {may(session, 'access:use-tokens') ? (
          <Panel title={t('tokens.title')}>
            <OwnTokens />
          </Panel>
        ) : null}
      </Stack>
    </>
  );
}

function OpenSessions() {
  const { t } = useTranslation('access');
  const sessions = useEndpoint(sessionEndpoints.listSessions, {});
  const options = { refresh: [sessionEndpoints.listSessions], say: t('sessions.ended') };
  const end = useAct(sessionEndpoints.endSession, options);
  const endOthers = useAct(sessionEndpoints.endOtherSessions, options);
  const error = sessions.error ?? end.error ?? endOthers.error;
  return (
    <Stack>
      <p>{t('sessions.lead')}</p>
      {sessions.isPending ? <ListSkeleton rows={2} /> : null}
      {error ? <ErrorState problem={problemOf(error)} onRepeat={() => void sessions.refetch()} /> : null}
      {sessions.data ? (
        <ListTable<OpenSession>
          label={t('sessions.title')}
          items={sessions.data.items}
          itemKey={({ id }) => id}
          columns={[
            { key: 'where', title: t('sessions.where'), isLead: true, render: ({ userAgent }) => deviceIn(userAgent) },
            { key: 'since', title: t('sessions.since'), render: ({ createdAt }) => <Clock at={createdAt} /> },
            { key: 'seen', title: t('sessions.seen'), render: ({ lastSeenAt }) => <Clock at={lastSeenAt} /> },
            {
              key: 'act',
              title: t('act'),
              render: ({ id, isThisOne, userAgent }) =>
                isThisOne ? (
                  <StatusTag tone="active" word={t('sessions.thisOne')} />
                ) : (
                  <Button
                    aria-label={t('sessions.endOne', { device: deviceIn(userAgent) })}
                    onClick={() => end.mutate({ params: { id } })}
                  >
                    {t('sessions.end')}
                  </Button>
                ),
            },
          ]}
        />
      ) : null}
      {sessions.data && sessions.data.items.length > 1 ? (
        <div>
          <Button loading={endOthers.isPending} onClick={() => endOthers.mutate({})}>
            {t('sessions.endOthers')}
          </Button>
        </div>
      ) : null}
    </Stack>
  );
}
