import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../ui/stack.js';
import { CredentialsForm } from './credentials-form.js';
import { sessionQuery, useSession } from './session.js';
import { type AgainReason, settleSignInAgain } from './sign-in-again.js';

/** Over the page when the session has ended, or has to be opened anew: the same person signs in again and goes on where they were. */
export function SignInAgainDialog({ reason }: { reason: AgainReason }) {
  const { t } = useTranslation('app');
  const session = useSession();
  const queries = useQueryClient();
  return (
    <Modal
      open
      title={t(reason === 'ended' ? 'again.title' : 'again.askedTitle')}
      footer={null}
      onCancel={() => settleSignInAgain(false)}
    >
      <Stack>
        <p>{t(reason === 'ended' ? 'again.lead' : 'again.askedLead')}</p>
        <CredentialsForm
          fixedAccount={session.login}
          onSignedIn={(renewed) => {
            // A passkey names whose it is: nobody goes on with what another has typed.
            if (renewed.login !== session.login) return location.assign('/');
            queries.setQueryData(sessionQuery.queryKey, renewed);
            settleSignInAgain(true);
          }}
        />
      </Stack>
    </Modal>
  );
}
