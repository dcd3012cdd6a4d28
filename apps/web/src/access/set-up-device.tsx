import { secondFactorEndpoints } from '@gatehouse/contract';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { QrImage } from '../ui/qr-image.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import styles from './set-up-device.module.css';

type SetUpDeviceProps = {
  /** What the button says that begins it. */
  readonly begin: string;
  readonly isPrimary: boolean;
  readonly onDone: (recoveryCodes: readonly string[]) => void;
};

/** Sets a device up: its code is scanned or typed, then its first code given. */
export function SetUpDevice({ begin, isPrimary, onDone }: SetUpDeviceProps) {
  const { t } = useTranslation('access');
  const act = useAct(secondFactorEndpoints.begin, { say: t('factor.begun') });
  if (act.data) return <FirstCode {...act.data} onDone={onDone} />;
  return (
    <Stack>
      {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
      <div>
        <Button type={isPrimary ? 'primary' : 'default'} loading={act.isPending} onClick={() => act.mutate({})}>
          {begin}
        </Button>
      </div>
    </Stack>
  );
}

type FirstCodeProps = {
  readonly secret: string;
  readonly address: string;
  readonly onDone: SetUpDeviceProps['onDone'];
};

const nothing = { code: '', current: '' };

function FirstCode({ secret, address, onDone }: FirstCodeProps) {
  const { t } = useTranslation('access');
  const [typed, setTyped] = useState(nothing);
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(secondFactorEndpoints.set, {
    say: t('factor.done'),
    onDone: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  const problems = {
    code: /^\d{6}$/.test(typed.code.replace(/\s/g, '')) ? undefined : t('factor.codeMissing'),
    current: typed.current === '' ? t('password.currentMissing') : undefined,
  };
  const send = (): void => {
    setIsAsked(true);
    if (problems.code === undefined && problems.current === undefined)
      act.mutate({ body: { current: typed.current, code: typed.code.replace(/\s/g, '') } });
  };
  return (
    <div className={styles.steps}>
      <QrImage
        address={address}
        label={t('factor.scan')}
        beneath={
          <>
            {t('factor.type')}
            <code className={styles.secret}>{secret.replace(/.{4}(?!$)/g, '$& ')}</code>
          </>
        }
      />
      <Form
        label={t('factor.confirm')}
        onSend={send}
        problem={act.error ? problemOf(act.error) : undefined}
        actions={
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {t('factor.confirm')}
          </Button>
        }
      >
        <Field label={t('factor.code')} hint={t('factor.codeHint')} problem={isAsked ? problems.code : undefined}>
          {(wiring) => (
            <Input
              {...wiring}
              value={typed.code}
              inputMode="numeric"
              autoComplete="one-time-code"
              onChange={(event) => setTyped({ ...typed, code: event.target.value })}
            />
          )}
        </Field>
        <CurrentPassword
          value={typed.current}
          problem={isAsked ? problems.current : undefined}
          onChange={(current) => setTyped({ ...typed, current })}
        />
      </Form>
    </div>
  );
}

type CurrentPasswordProps = {
  readonly value: string;
  readonly problem: string | undefined;
  readonly onChange: (value: string) => void;
};

/** The present password, which is asked for again so that an unlocked screen is not enough. */
export function CurrentPassword({ value, problem, onChange }: CurrentPasswordProps) {
  const { t } = useTranslation('access');
  return (
    <Field label={t('password.current')} problem={problem}>
      {(wiring) => (
        <Input
          {...wiring}
          type="password"
          value={value}
          autoComplete="current-password"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
