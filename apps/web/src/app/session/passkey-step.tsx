import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../ui/failure.js';
import { Form } from '../../ui/form.js';
import { signInByPasskey } from './passkey-ceremony.js';
import type { Session } from './session.js';

type PasskeyStepProps = {
  /** What the right password was answered with. */
  readonly ticket: string;
  readonly onSignedIn: (session: Session) => void;
  /** Other ways on. */
  readonly others: ReactNode;
};

/** The passkey that follows the password. */
export function PasskeyStep({ ticket, onSignedIn, others }: PasskeyStepProps) {
  const { t } = useTranslation('app');
  const act = useMutation({ mutationFn: () => signInByPasskey(ticket), onSuccess: onSignedIn });
  return (
    <Form
      label={t('signIn.title')}
      onSend={() => act.mutate()}
      problem={act.error ? problemOf(act.error) : undefined}
      actions={
        <>
          <Button type="primary" htmlType="submit" size="large" block loading={act.isPending} autoFocus>
            {t('code.passkey.choose')}
          </Button>
          {others}
        </>
      }
    >
      <p>{t('code.passkey.lead')}</p>
    </Form>
  );
}
