import { type CodeNeeded, sessionEndpoints } from '@gatehouse/contract';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../ui/failure.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { useAct } from '../use-endpoint.js';
import { usePasskeyOffer } from './passkey.js';
import { PasskeyStep } from './passkey-step.js';
import type { Session } from './session.js';

type CodeFormProps = {
  /** What the right password was answered with. */
  readonly needed: CodeNeeded;
  readonly onSignedIn: (session: Session) => void;
  /** Back to account and password. */
  readonly onBack: () => void;
};

/** What may follow the password; a recovery code where nothing else is at hand. */
type Way = 'passkey' | 'device' | 'recovery';

/** The second factor that follows the password: a passkey, a code of the device, or a recovery code. */
export function CodeForm({ needed, onSignedIn, onBack }: CodeFormProps) {
  const { t } = useTranslation('app');
  const offer = usePasskeyOffer();
  const ways: Way[] = [
    ...(needed.factors.includes('passkey') && offer.kind === 'here' ? ['passkey' as const] : []),
    ...(needed.factors.includes('code') ? ['device' as const] : []),
    'recovery',
  ];
  const [chosen, setChosen] = useState<Way>();
  const way = chosen ?? ways[0] ?? 'recovery';
  const others = (
    <>
      {ways
        .filter((other) => other !== way)
        .map((other) => (
          <Button key={other} onClick={() => setChosen(other)}>
            {t(`code.${other}.choose`)}
          </Button>
        ))}
      <Button onClick={onBack}>{t('code.back')}</Button>
    </>
  );
  if (way === 'passkey') return <PasskeyStep ticket={needed.ticket} onSignedIn={onSignedIn} others={others} />;
  return <TypedCode key={way} way={way} ticket={needed.ticket} onSignedIn={onSignedIn} others={others} />;
}

type TypedCodeProps = {
  readonly way: Exclude<Way, 'passkey'>;
  readonly ticket: string;
  readonly onSignedIn: (session: Session) => void;
  readonly others: ReactNode;
};

function TypedCode({ way, ticket, onSignedIn, others }: TypedCodeProps) {
  const { t } = useTranslation('app');
  const [code, setCode] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(sessionEndpoints.signInByCode, { onDone: onSignedIn });
  const isFit = code.replace(/[\s-]/g, '').length >= 6;
  const send = (): void => {
    setIsAsked(true);
    if (isFit) act.mutate({ body: { ticket, code: code.trim() } });
  };
  const isRecovery = way === 'recovery';
  return (
    <Form
      label={t('signIn.title')}
      onSend={send}
      problem={act.error ? problemOf(act.error) : undefined}
      actions={
        <>
          <Button type="primary" htmlType="submit" size="large" block loading={act.isPending}>
            {t('signIn.act')}
          </Button>
          {others}
        </>
      }
    >
      <Field
        label={t(`code.${way}.label`)}
        hint={t(`code.${way}.hint`)}
        problem={isAsked && !isFit ? t(`code.${way}.missing`) : undefined}
      >
        {(wiring) => (
          <Input
            {...wiring}
            autoFocus
            value={code}
            inputMode={isRecovery ? 'text' : 'numeric'}
            autoComplete={isRecovery ? 'off' : 'one-time-code'}
            autoCapitalize="characters"
            spellCheck={false}
            size="large"
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
    </Form>
  );
}
