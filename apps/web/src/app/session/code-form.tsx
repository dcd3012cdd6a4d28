import { type CodeNeeded, sessionEndpoints } from '@gatehouse/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../ui/failure.js';
import { Field } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { useAct } from '../use-endpoint.js';
import type { Session } from './session.js';

type CodeFormProps = {
  /** What the right password was answered with. */
  readonly needed: CodeNeeded;
  readonly onSignedIn: (session: Session) => void;
  /** Back to account and password. */
  readonly onBack: () => void;
};

/** The code that follows the password: of the device, or a recovery code where the device is lost. */
export function CodeForm({ needed, onSignedIn, onBack }: CodeFormProps) {
  const { t } = useTranslation('app');
  const [code, setCode] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const [isLost, setIsLost] = useState(false);
  const act = useAct(sessionEndpoints.signInByCode, { onDone: onSignedIn });
  const kind = isLost ? 'recovery' : 'device';
  const isFit = code.replace(/[\s-]/g, '').length >= 6;
  const send = (): void => {
    setIsAsked(true);
    if (isFit) act.mutate({ body: { ticket: needed.ticket, code: code.trim() } });
  };
  const change = (lost: boolean): void => {
    setIsLost(lost);
    setCode('');
    setIsAsked(false);
    act.reset();
  };
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
          <Button onClick={() => change(!isLost)}>{t(`code.${kind}.other`)}</Button>
          <Button onClick={onBack}>{t('code.back')}</Button>
        </>
      }
    >
      <Field
        key={kind}
        label={t(`code.${kind}.label`)}
        hint={t(`code.${kind}.hint`)}
        problem={isAsked && !isFit ? t(`code.${kind}.missing`) : undefined}
      >
        {(wiring) => (
          <Input
            {...wiring}
            autoFocus
            value={code}
            inputMode={isLost ? 'text' : 'numeric'}
            autoComplete={isLost ? 'off' : 'one-time-code'}
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
