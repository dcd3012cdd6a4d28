import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../ui/failure.js';
import { Form } from '../../ui/form.js';
import { signInByPasskey } from './passkey-ceremony.js';
import type { Session } from './session.js';

type PasskeyAloneProps = { readonly onSignedIn: (session: Session) => void };

/** Signs in by a passkey and nothing else: its device has looked who holds it. */
export function PasskeyAlone({ onSignedIn }: PasskeyAloneProps) {
  const { t } = useTranslation('app');
  const act = useMutation({ mutationFn: () => signInByPasskey(undefined), onSuccess: onSignedIn });
  return (
    <Form
      label={t('signIn.passkey')}
      onSend={() => act.mutate()}
      problem={act.error ? problemOf(act.error) : undefined}
      actions={
        <Button htmlType="submit" size="large" block loading={act.isPending}>
          {t('signIn.passkey')}
        </Button>
      }
    >
      {null}
    </Form>
  );
}
