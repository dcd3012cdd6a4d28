import { accountEndpoints, type AccountView, isRole, standInEndpoints } from '@gatehouse/contract';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { DayInput } from '../ui/day-input.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { useRoleTitle } from './role-names.js';

/** Proposes that a colleague acts with one role of this account for a while; another administrator confirms it. */
export function ProposeStandIn({ account }: { account: AccountView }) {
  const { t } = useTranslation('access');
  const title = useRoleTitle();
  const held = account.roles.filter(({ state }) => state === 'in-force').map((grant) => grant.role);
  const colleagues = useEndpoint(accountEndpoints.list, { query: { organisationId: account.organisationId } });
  const [role, setRole] = useState(held.length === 1 ? held[0] : undefined);
  const [accountId, setAccountId] = useState<string>();
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(standInEndpoints.propose, {
    refresh: [standInEndpoints.list],
    say: t('standIns.proposed'),
    onDone: () => {
      setAccountId(undefined);
      setIsAsked(false);
    },
  });
  const missing = (value: string | undefined): string | undefined =>
    isAsked && !value ? t('standIns.missing') : undefined;
  const send = (): void => {
    setIsAsked(true);
    if (!role || !isRole(role) || !accountId || !from || !until) return;
    const [startsAt, endsAt] = [startOf(from), endOf(until)];
    act.mutate({ body: { absentAccountId: account.id, accountId, role, startsAt, endsAt } });
  };
  if (held.length === 0) return <p>{t('standIns.noRole')}</p>;
  return (
    <Form
      label={t('standIns.propose')}
      onSend={send}
      problem={act.error ? problemOf(act.error) : undefined}
      actions={
        <Button htmlType="submit" loading={act.isPending}>
          {t('standIns.propose')}
        </Button>
      }
    >
      <Field label={t('role')} problem={missing(role)}>
        {(wiring) => (
          <Select
            {...wiring}
            placeholder={t('roleChoose')}
            value={role}
            onChange={setRole}
            options={held.map((value) => ({ value, label: title(value) }))}
          />
        )}
      </Field>
      <Field label={t('standIns.colleague')} hint={t('standIns.colleagueHint')} problem={missing(accountId)}>
        {(wiring) => (
          <Select
            {...wiring}
            placeholder={t('standIns.choose')}
            value={accountId}
            onChange={setAccountId}
            loading={colleagues.isPending}
            options={(colleagues.data?.items ?? [])
              .filter(({ id }) => id !== account.id)
              .map(({ id, displayName, login }) => ({ value: id, label: `${displayName} · ${login}` }))}
          />
        )}
      </Field>
      <Field label={t('standIns.firstDay')} problem={missing(from)}>
        {(wiring) => <DayInput {...wiring} value={from} onChange={setFrom} />}
      </Field>
      <Field label={t('standIns.lastDay')} problem={missing(until)}>
        {(wiring) => <DayInput {...wiring} value={until} onChange={setUntil} />}
      </Field>
    </Form>
  );
}

/** A day begins and ends where the viewer is. */
function startOf(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}

function endOf(day: string): string {
  return new Date(`${day}T23:59:59`).toISOString();
}
