import { type CodeNeeded, sessionEndpoints } from '@gatehouse/contract';
import { Button, Input } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../ui/failure.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { useAct } from '../use-endpoint.js';
import { usePasskeyOffer } from './passkey.js';
import type { Session } from './session.js';

// Loaded when they are needed, and not with every first page.
const CodeForm = lazy(async () => ({ default: (await import('./code-form.js')).CodeForm }));
const PasskeyAlone = lazy(async () => ({ default: (await import('./passkey-alone.js')).PasskeyAlone }));

type CredentialsFormProps = {
  /** The account that has to sign in again; it cannot be changed then. */
  readonly fixedAccount?: string;
  readonly onSignedIn: (session: Session) => void;
  /** Other ways in: the identity provider, and in a demonstration accounts to fill in. */
  readonly offer?: (fill: (account: string, password: string | undefined) => void) => ReactNode;
};

/** Account and password, and the second factor where the account has one; or a passkey, which is both. */
export function CredentialsForm({ fixedAccount, onSignedIn, offer }: CredentialsFormProps) {
  const { t } = useTranslation('app');
  const [account, setAccount] = useState(fixedAccount ?? '');
  const [password, setPassword] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const [needed, setNeeded] = useState<CodeNeeded>();
  const hasPasskeys = usePasskeyOffer().kind === 'here';
  const act = useAct(sessionEndpoints.signIn, {
    onDone: (answer) => ('ticket' in answer ? setNeeded(answer) : onSignedIn(answer)),
  });
  const send = (body: { account: string; password: string }): void => {
    setIsAsked(true);
    if (body.account !== '' && body.password !== '') act.mutate({ body });
  };
  const fill = (offered: string, offeredPassword: string | undefined): void => {
    setAccount(offered);
    setPassword(offeredPassword ?? '');
    if (offeredPassword) send({ account: offered, password: offeredPassword });
  };
  const back = (): void => {
    setNeeded(undefined);
    setPassword('');
    setIsAsked(false);
  };
  if (needed) {
    return (
      <Suspense fallback={null}>
        <CodeForm needed={needed} onSignedIn={onSignedIn} onBack={back} />
      </Suspense>
    );
  }
  return (
    <>
      <Form
        label={t('signIn.title')}
        onSend={() => send({ account: account.trim(), password })}
        problem={act.error ? problemOf(act.error) : undefined}
        actions={
          <Button type="primary" htmlType="submit" size="large" block loading={act.isPending}>
            {t('signIn.act')}
          </Button>
        }
      >
        <Field label={t('signIn.account')} problem={isAsked && account === '' ? t('signIn.accountMissing') : undefined}>
          {(wiring) => (
            <Input
              {...wiring}
              value={account}
              readOnly={fixedAccount !== undefined}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              size="large"
              onChange={(event) => setAccount(event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('signIn.password')}
          problem={isAsked && password === '' ? t('signIn.passwordMissing') : undefined}
        >
          {(wiring) => (
            <Input
              {...wiring}
              type="password"
              // Whoever signs in again types one thing only.
              autoFocus={fixedAccount !== undefined}
              value={password}
              autoComplete="current-password"
              size="large"
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      </Form>
      <Suspense fallback={null}>{hasPasskeys ? <PasskeyAlone onSignedIn={onSignedIn} /> : null}</Suspense>
      {offer?.(fill)}
    </>
  );
}
