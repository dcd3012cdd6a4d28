import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../ui/stack.js';
import { CredentialsForm } from './credentials-form.js';
import { sessionQuery, useSession } from './session.js';
import { isWaitingForSignIn, settleSignInAgain, subscribeSignInAgain } from './sign-in-again.js';

/** Over the page when the session has ended: the same person signs in again and goes on where they were. */
export function SignInAgainDialog() {
  const { t } = useTranslation('app');
  const isOpen = useSyncExternalStore(subscribeSignInAgain, isWaitingForSignIn);
  const session = useSession();
  const queries = useQueryClient();
  return (
    <Modal
      open={isOpen}
      title={t('again.title')}
      footer={null}
      onCancel={() => settleSignInAgain(false)}
      destroyOnHidden
    >
      <Stack>
        <p>{t('again.lead')}</p>
        <CredentialsForm
          fixedAccount={session.login}
          onSignedIn={(renewed) => {
            queries.setQueryData(sessionQuery.queryKey, renewed);
            settleSignInAgain(true);
          }}
        />
      </Stack>
    </Modal>
  );
}
