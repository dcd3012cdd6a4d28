import { type ApiTokenView, tokenEndpoints } from '@gatehouse/contract';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { ListTable } from '../ui/list-table.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { SecretOnce } from './secret-once.js';

const lifetimes = [30, 90, 365] as const;
const dayLength = 86_400_000;

/** Tokens by which a program acts for this account; a secret is shown once. */
export function OwnTokens() {
  const { t } = useTranslation('access');
  const tokens = useEndpoint(tokenEndpoints.list, {});
  const end = useAct(tokenEndpoints.end, { refresh: [tokenEndpoints.list], say: t('tokens.ended') });
  const error = tokens.error ?? end.error;
  return (
    <Stack>
      <p>{t('tokens.lead')}</p>
      {tokens.isPending ? <ListSkeleton rows={2} /> : null}
      {error ? <ErrorState problem={problemOf(error)} onRepeat={() => void tokens.refetch()} /> : null}
      {tokens.data?.items.length === 0 ? <EmptyState title={t('tokens.empty')} next={t('tokens.emptyNext')} /> : null}
      {tokens.data && tokens.data.items.length > 0 ? (
        <ListTable<ApiTokenView>
          label={t('tokens.title')}
          items={tokens.data.items}
          itemKey={({ id }) => id}
          columns={[
            { key: 'name', title: t('tokens.name'), isLead: true, render: ({ name }) => name },
            { key: 'created', title: t('tokens.created'), render: ({ createdAt }) => <Clock at={createdAt} /> },
            { key: 'expires', title: t('tokens.expires'), render: ({ expiresAt }) => <Clock at={expiresAt} /> },
            {
              key: 'act',
              title: t('act'),
              render: ({ id, name, endedAt }) =>
                endedAt ? (
                  <StatusTag tone="ended" word={t('tokens.over')} />
                ) : (
                  <Button aria-label={t('tokens.endOne', { name })} onClick={() => end.mutate({ params: { id } })}>
                    {t('tokens.end')}
                  </Button>
                ),
            },
          ]}
        />
      ) : null}
      <NewToken />
    </Stack>
  );
}

function NewToken() {
  const { t } = useTranslation('access');
  const [name, setName] = useState('');
  const [days, setDays] = useState<number>(lifetimes[1]);
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(tokenEndpoints.create, { refresh: [tokenEndpoints.list], onDone: () => setName('') });
  const send = (): void => {
    setIsAsked(true);
    if (name.trim() === '') return;
    const expiresAt = new Date(Date.now() + days * dayLength).toISOString();
    act.mutate({ body: { name: name.trim(), expiresAt } });
    setIsAsked(false);
  };
  return (
    <Stack>
      {act.data ? <SecretOnce label={t('tokens.secret', { name: act.data.name })} secret={act.data.secret} /> : null}
      <Form
        label={t('tokens.create')}
        onSend={send}
        problem={act.error ? problemOf(act.error) : undefined}
        actions={
          <Button htmlType="submit" loading={act.isPending}>
            {t('tokens.create')}
          </Button>
        }
      >
        <Field
          label={t('tokens.name')}
          hint={t('tokens.nameHint')}
          problem={isAsked && name.trim() === '' ? t('tokens.nameMissing') : undefined}
        >
          {(wiring) => (
            <Input {...wiring} value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
          )}
        </Field>
        <Field label={t('tokens.lifetime')}>
          {(wiring) => (
            <Select
              {...wiring}
              value={days}
              onChange={setDays}
              options={lifetimes.map((value) => ({ value, label: t('tokens.days', { count: value }) }))}
            />
          )}
        </Field>
      </Form>
    </Stack>
  );
}
