import {
  type AccountView,
  accountEndpoints,
  isRole,
  organisationEndpoints,
  roleDefinition,
  roles,
} from '@gatehouse/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session/session.js';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { FactList } from '../ui/fact-list.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState, PageSkeleton } from '../ui/states.js';
import { Timeline } from '../ui/timeline.js';
import { useWords, type Words } from '../ui/words.js';
import { EndProviderLink } from './end-provider-link.js';
import { Grants } from './grants.js';
import { OrganisationName } from './organisation-name.js';
import { ProposeStandIn } from './propose-stand-in.js';
import { useRoleTitle } from './role-names.js';
import { Recovery } from './recovery.js';
import { SecretOnce } from './secret-once.js';
import verbs from './verb-words.json' with { type: 'json' };

const route = getRouteApi('/signed-in/accounts/$accountId');

/** One account: its roles, what was done to it, and what an administrator may do. */
export function AccountPage() {
  const { accountId } = route.useParams();
  const { t } = useTranslation('access');
  const words = useWords();
  const read = useEndpoint(accountEndpoints.read, { params: { id: accountId } });
  if (read.isPending) return <PageSkeleton />;
  if (read.error) return <ErrorState problem={problemOf(read.error)} onRepeat={() => void read.refetch()} />;
  const account = read.data;
  return (
    <>
      <PageTitle title={account.displayName} lead={account.login} />
      <Stack gap="large">
        <RecoveryPanel account={account} />
        <Panel title={t('facts')}>
          <FactList
            facts={[
              { key: 'organisation', name: t('organisation'), value: <OrganisationName id={account.organisationId} /> },
              { key: 'created', name: t('accounts.created'), value: <Clock at={account.createdAt} exact /> },
              {
                key: 'password',
                name: t('password.title'),
                value: account.oneTimePasswordUntil ? t('accounts.oneTime') : t('accounts.chosen'),
              },
              {
                key: 'factor',
                name: t('factor.title'),
                value: account.secondFactorSince ? <Clock at={account.secondFactorSince} exact /> : t('factor.none'),
              },
              ...(account.suspendedAt === null
                ? []
                : [
                    {
                      key: 'suspended',
                      name: t('emergency.suspended'),
                      value: (
                        <>
                          <Clock at={account.suspendedAt} exact /> · {t('accounts.suspendedNext')}
                        </>
                      ),
                    },
                  ]),
              ...(account.providerLinkSince === null
                ? []
                : [
                    {
                      key: 'provider',
                      name: t('provider.linkedSince'),
                      value: <Clock at={account.providerLinkSince} exact />,
                    },
                  ]),
            ]}
          />
        </Panel>
        <Panel title={t('roles')}>
          <Stack>
            <Grants account={account} />
            {account.closedAt ? null : <ProposeRole account={account} />}
          </Stack>
        </Panel>
        {account.closedAt ? null : (
          <Panel title={t('standIns.forThis')}>
            <ProposeStandIn account={account} />
          </Panel>
        )}
        {account.closedAt ? null : <AccountActs account={account} />}
        <Panel title={t('history')}>
          {account.history.length === 0 ? (
            <p>{t('historyNone')}</p>
          ) : (
            <Timeline
              label={t('history')}
              entries={[...account.history].reverse().map((action) => ({
                key: String(action.position),
                at: action.at,
                what: words(verbWords(action.verb)),
              }))}
            />
          )}
        </Panel>
      </Stack>
    </>
  );
}

/** Stays when it is confirmed, since the password is shown then. */
function RecoveryPanel({ account }: { account: AccountView }) {
  const { t } = useTranslation('access');
  const [isShown, setIsShown] = useState(account.recovery !== null);
  if (account.recovery !== null && !isShown) setIsShown(true);
  if (!isShown || account.closedAt) return null;
  return (
    <Panel title={t('recovery.title')}>
      <Recovery account={account} />
    </Panel>
  );
}

/** Offers the roles that the kind of the organisation may hold and that fit those held already. */
function ProposeRole({ account }: { account: AccountView }) {
  const { t } = useTranslation('access');
  const title = useRoleTitle();
  const isOwn = useSession().accountId === account.id;
  const organisation = useEndpoint(organisationEndpoints.read, { params: { id: account.organisationId } });
  const [role, setRole] = useState<string>();
  const act = useAct(accountEndpoints.proposeRole, {
    refresh: [accountEndpoints.read],
    lists: ['accounts'],
    say: t('roleProposed'),
    onDone: () => setRole(undefined),
  });
  const held = account.roles.map((grant) => grant.role);
  const kind = organisation.data?.kind;
  const offered = roles.filter((one) => {
    const { organisationKinds, excludes } = roleDefinition(one);
    const fits = kind === undefined || organisationKinds.includes(kind);
    return fits && !held.includes(one) && !excludes.some((other) => held.includes(other));
  });
  if (isOwn) return <p>{t('rolesOwn')}</p>;
  return (
    <Form
      label={t('roleAdd')}
      onSend={() => {
        if (role && isRole(role)) act.mutate({ params: { id: account.id }, body: { role } });
      }}
      problem={act.error ? problemOf(act.error) : undefined}
      actions={
        <Button type="primary" htmlType="submit" disabled={!role} loading={act.isPending}>
          {t('rolePropose')}
        </Button>
      }
    >
      <Field label={t('roleAdd')} hint={t('roleHint')}>
        {(wiring) => (
          <Select
            {...wiring}
            placeholder={t('roleChoose')}
            value={role}
            onChange={setRole}
            options={offered.map((value) => ({ value, label: title(value) }))}
          />
        )}
      </Field>
    </Form>
  );
}

function AccountActs({ account }: { account: AccountView }) {
  const { t } = useTranslation('access');
  const [asked, setAsked] = useState<'reset' | 'close' | 'recover' | 'endSessions'>();
  const [isEndingLink, setIsEndingLink] = useState(false);
  const isOwn = useSession().accountId === account.id;
  const options = { refresh: [accountEndpoints.read], lists: ['accounts'], onDone: () => setAsked(undefined) };
  const reset = useAct(accountEndpoints.resetPassword, { ...options, say: t('acts.resetDone') });
  const close = useAct(accountEndpoints.close, { ...options, say: t('acts.closeDone') });
  const recover = useAct(accountEndpoints.proposeRecovery, { ...options, say: t('recovery.proposed') });
  const endSessions = useAct(accountEndpoints.endSessions, { ...options, say: t('acts.endSessionsDone') });
  const acts = { reset, close, recover, endSessions };
  const given = { params: { id: account.id }, body: { version: account.version } };
  const error = reset.error ?? close.error ?? recover.error ?? endSessions.error;
  return (
    <Panel title={t('acts.title')}>
      <Stack>
        {reset.data ? (
          <SecretOnce label={t('accounts.password', { login: account.login })} secret={reset.data.oneTimePassword} />
        ) : null}
        {error ? <ErrorState problem={problemOf(error)} /> : null}
        <Line>
          <Button onClick={() => setAsked('reset')}>{t('acts.reset')}</Button>
          {account.secondFactorSince && !account.recovery && !isOwn ? (
            <Button onClick={() => setAsked('recover')}>{t('acts.recover')}</Button>
          ) : null}
          {isOwn ? null : <Button onClick={() => setAsked('endSessions')}>{t('acts.endSessions')}</Button>}
          {account.providerLinkSince === null ? null : (
            <Button onClick={() => setIsEndingLink(true)}>{t('provider.end')}</Button>
          )}
          <Button onClick={() => setAsked('close')}>{t('acts.close')}</Button>
        </Line>
      </Stack>
      <Modal
        open={asked !== undefined}
        title={t(`acts.${asked ?? 'reset'}Title`)}
        okText={t(`acts.${asked ?? 'reset'}`)}
        cancelText={t('cancel')}
        confirmLoading={acts[asked ?? 'reset'].isPending}
        onOk={() => acts[asked ?? 'reset'].mutate(given)}
        onCancel={() => setAsked(undefined)}
      >
        <p>{t(`acts.${asked ?? 'reset'}Lead`)}</p>
      </Modal>
      {isEndingLink ? <EndProviderLink account={account} onEnd={() => setIsEndingLink(false)} /> : null}
    </Panel>
  );
}

/** A verb this page does not know is shown as the server says it. */
function verbWords(verb: string): Words {
  const known: Readonly<Record<string, Words>> = verbs;
  return known[verb] ?? { en: verb, zh: verb };
}
