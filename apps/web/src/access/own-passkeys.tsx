import { passkeyEndpoints, type PasskeyView, secondFactorEndpoints } from '@gatehouse/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePasskeyOffer } from '../app/session/passkey.js';
import { makePasskey } from '../app/session/passkey-ceremony.js';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { announce } from '../ui/announcements.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { ListTable } from '../ui/list-table.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import { deviceIn } from './device-words.js';
import { CurrentPassword } from './set-up-device.js';

type OwnPasskeysProps = {
  /** Codes that were drawn because the passkey is the first of the second factors. */
  readonly onCodes: (recoveryCodes: readonly string[]) => void;
};

/** The own passkeys: by name, with their last use; one is added, one is removed. */
export function OwnPasskeys({ onCodes }: OwnPasskeysProps) {
  const { t } = useTranslation('access');
  const offer = usePasskeyOffer();
  const passkeys = useEndpoint(passkeyEndpoints.list, {});
  const [removed, setRemoved] = useState<PasskeyView>();
  const items = passkeys.data?.items ?? [];
  return (
    <Stack>
      <p>{t('passkeys.lead')}</p>
      {passkeys.isPending ? <ListSkeleton rows={1} /> : null}
      {passkeys.error ? (
        <ErrorState problem={problemOf(passkeys.error)} onRepeat={() => void passkeys.refetch()} />
      ) : null}
      {items.length > 0 ? (
        <ListTable<PasskeyView>
          label={t('passkeys.title')}
          items={items}
          itemKey={({ id }) => id}
          columns={[
            { key: 'name', title: t('passkeys.name'), isLead: true, render: ({ name }) => name },
            { key: 'created', title: t('passkeys.created'), render: ({ createdAt }) => <Clock at={createdAt} /> },
            {
              key: 'used',
              title: t('passkeys.used'),
              render: ({ lastUsedAt }) => (lastUsedAt === null ? t('passkeys.never') : <Clock at={lastUsedAt} />),
            },
            {
              key: 'act',
              title: t('act'),
              render: (passkey) => (
                <Button
                  aria-label={t('passkeys.removeOne', { name: passkey.name })}
                  onClick={() => setRemoved(passkey)}
                >
                  {t('passkeys.remove')}
                </Button>
              ),
            },
          ]}
        />
      ) : null}
      {offer.kind === 'here' ? <NewPasskey onCodes={onCodes} /> : null}
      {offer.kind === 'elsewhere' ? <p>{t('passkeys.elsewhere', { address: offer.origin })}</p> : null}
      {offer.kind === 'none' ? <p>{t('passkeys.none')}</p> : null}
      {removed ? <RemovePasskey passkey={removed} onEnd={() => setRemoved(undefined)} /> : null}
    </Stack>
  );
}

function NewPasskey({ onCodes }: OwnPasskeysProps) {
  const { t } = useTranslation('access');
  const queries = useQueryClient();
  const [typed, setTyped] = useState({ name: deviceIn(navigator.userAgent), current: '' });
  const [isAsked, setIsAsked] = useState(false);
  const act = useMutation({
    mutationFn: () => makePasskey(typed.name.trim(), typed.current),
    onSuccess: async (codes) => {
      announce(t('passkeys.added'));
      setIsAsked(false);
      setTyped({ ...typed, current: '' });
      const old = [passkeyEndpoints.list.path, ...(codes.length > 0 ? [] : [secondFactorEndpoints.read.path])];
      if (codes.length > 0) onCodes(codes);
      await Promise.all(old.map((path) => queries.invalidateQueries({ queryKey: [path] })));
    },
  });
  const problems = {
    name: typed.name.trim() === '' ? t('passkeys.nameMissing') : undefined,
    current: typed.current === '' ? t('password.currentMissing') : undefined,
  };
  const send = (): void => {
    setIsAsked(true);
    if (problems.name === undefined && problems.current === undefined) act.mutate();
  };
  return (
    <Form
      label={t('passkeys.add')}
      onSend={send}
      problem={act.error ? problemOf(act.error) : undefined}
      actions={
        <Button htmlType="submit" loading={act.isPending}>
          {t('passkeys.add')}
        </Button>
      }
    >
      <Field label={t('passkeys.name')} hint={t('passkeys.nameHint')} problem={isAsked ? problems.name : undefined}>
        {(wiring) => (
          <Input
            {...wiring}
            value={typed.name}
            maxLength={60}
            onChange={(event) => setTyped({ ...typed, name: event.target.value })}
          />
        )}
      </Field>
      <CurrentPassword
        value={typed.current}
        problem={isAsked ? problems.current : undefined}
        onChange={(current) => setTyped({ ...typed, current })}
      />
    </Form>
  );
}

function RemovePasskey({ passkey, onEnd }: { passkey: PasskeyView; onEnd: () => void }) {
  const { t } = useTranslation('access');
  const [current, setCurrent] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(passkeyEndpoints.remove, {
    refresh: [passkeyEndpoints.list],
    say: t('passkeys.removed'),
    onDone: onEnd,
  });
  const send = (): void => {
    setIsAsked(true);
    if (current !== '') act.mutate({ params: { id: passkey.id }, body: { current } });
  };
  return (
    <Modal open title={t('passkeys.removeOne', { name: passkey.name })} footer={null} onCancel={onEnd}>
      <Stack>
        <p>{t('passkeys.removeLead')}</p>
        <Form
          label={t('passkeys.removeOne', { name: passkey.name })}
          onSend={send}
          problem={act.error ? problemOf(act.error) : undefined}
          actions={
            <>
              <Button type="primary" htmlType="submit" loading={act.isPending}>
                {t('passkeys.remove')}
              </Button>
              <Button onClick={onEnd}>{t('cancel')}</Button>
            </>
          }
        >
          <CurrentPassword
            value={current}
            problem={isAsked && current === '' ? t('password.currentMissing') : undefined}
            onChange={setCurrent}
          />
        </Form>
      </Stack>
    </Modal>
  );
}
