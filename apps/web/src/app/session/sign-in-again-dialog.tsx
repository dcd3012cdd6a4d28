import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Stack } from '../../ui/stack.js';
import { CredentialsForm } from './credentials-form.js';
import { putAway } from './put-away.js';
import { sessionQuery, useSession } from './session.js';
import { type AgainReason, settleSignInAgain } from './sign-in-again.js';

/**
 * When the session has ended, in the place of the page: the same person signs in again and goes on where they were, with what they typed;
 * whoever closes the dialog leaves it. Over the page where it has to be opened anew.
 */
export function SignInAgainDialog({ reason }: { reason: AgainReason }) {
  const { t } = useTranslation('app');
  const session = useSession();
  const queries = useQueryClient();
  const [place] = useState(() => document.createElement('div'));
  const title = t(reason === 'ended' ? 'again.title' : 'again.askedTitle');
  useLayoutEffect(() => {
    const putBack = reason === 'ended' ? putAway(document, place, title) : undefined;
    return () => {
      putBack?.();
      place.remove();
    };
  }, [place, reason, title]);
  return (
    <Modal
      open
      title={title}
      footer={null}
      getContainer={() => standing(place)}
      onCancel={() => (reason === 'ended' ? location.assign('/sign-in') : settleSignInAgain(false))}
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

/** The element in which the dialog stands by itself, in the document. */
function standing(place: HTMLElement): HTMLElement {
  if (!place.isConnected) document.body.append(place);
  return place;
}
