import { type AccountView, accountEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session/session.js';
import { useAct } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { fieldProblem, problemOf } from '../ui/failure.js';
import { Form } from '../ui/form.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useLanguage, useWords } from '../ui/words.js';
import { SecretOnce } from './secret-once.js';
import { WorkPhone } from './work-phone.js';

/** A recovery that waits: whoever did not propose it confirms it, anybody declines it. Afterwards the password, once. */
export function Recovery({ account }: { account: AccountView }) {
  const { t } = useTranslation('access');
  const words = useWords();
  const language = useLanguage();
  const me = useSession().accountId;
  const [workPhone, setWorkPhone] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const options = { refresh: [accountEndpoints.read], lists: ['accounts'] };
  const confirm = useAct(accountEndpoints.confirmRecovery, { ...options, say: t('recovery.done') });
  const end = useAct(accountEndpoints.endRecovery, {
    ...options,
    refresh: [accountEndpoints.read, accountEndpoints.list],
    say: t('recovery.ended'),
  });
  const given = { params: { id: account.id }, body: { version: account.version } };
  if (confirm.data) {
    return (
      <Stack>
        <SecretOnce label={t('accounts.password', { login: account.login })} secret={confirm.data.oneTimePassword} />
        <p>{t(confirm.data.isTold ? 'recovery.told' : 'recovery.notTold')}</p>
      </Stack>
    );
  }
  if (account.recovery === null) return <p>{t('recovery.ended')}</p>;
  const decline = (
    <Button loading={end.isPending} onClick={() => end.mutate(given)}>
      {t('decline')}
    </Button>
  );
  const isMine = account.recovery.proposedBy === me;
  const missing = account.hasWorkPhone && workPhone.trim() === '' ? t('recovery.phoneMissing') : undefined;
  const refused = fieldProblem(confirm.error, 'workPhone');
  const send = (): void => {
    setIsAsked(true);
    if (missing !== undefined) return;
    const phone = account.hasWorkPhone ? { workPhone: workPhone.trim() } : {};
    confirm.mutate({ params: given.params, body: { ...given.body, language, ...phone } });
  };
  return (
    <Stack>
      <p>
        {t('recovery.waits')} <Clock at={account.recovery.proposedAt} />
      </p>
      {end.error ? <ErrorState problem={problemOf(end.error)} /> : null}
      {isMine ? (
        <>
          <p>{t('otherConfirms')}</p>
          <div>{decline}</div>
        </>
      ) : (
        <Form
          label={t('recovery.confirm')}
          onSend={send}
          problem={confirm.error && !refused ? problemOf(confirm.error) : undefined}
          actions={
            <>
              <Button type="primary" htmlType="submit" loading={confirm.isPending}>
                {t('recovery.confirm')}
              </Button>
              {decline}
            </>
          }
        >
          <p>{t('recovery.check')}</p>
          {account.hasWorkPhone ? (
            <WorkPhone
              label={t('recovery.phone')}
              hint={t('recovery.phoneHint')}
              value={workPhone}
              problem={isAsked ? (missing ?? (refused ? words(refused) : undefined)) : undefined}
              onChange={setWorkPhone}
            />
          ) : null}
        </Form>
      )}
    </Stack>
  );
}
