import { secondFactorEndpoints } from '@gatehouse/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { healthQuery } from '../app/session/health.js';
import { sessionQuery, useSession } from '../app/session/session.js';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { FactList } from '../ui/fact-list.js';
import { problemOf } from '../ui/failure.js';
import { Form } from '../ui/form.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, PageSkeleton } from '../ui/states.js';
import { OwnPasskeys } from './own-passkeys.js';
import { RecoveryCodes } from './recovery-codes.js';
import { CurrentPassword, SetUpDevice } from './set-up-device.js';
import { ShowFactorAgain } from './show-factor-again.js';

/** The own second factor. Whose role asks for one and has none sees this page before any other. */
export function SecondFactorPage() {
  const { t } = useTranslation('access');
  const { secondFactor } = useSession();
  const isMissing = secondFactor === 'missing';
  const isDemonstration = useQuery(healthQuery).data?.mode === 'demo';
  const factor = useEndpoint(secondFactorEndpoints.read, {});
  const [codes, setCodes] = useState<readonly string[]>();
  if (factor.isPending) return <PageSkeleton />;
  if (factor.error) return <ErrorState problem={problemOf(factor.error)} onRepeat={() => void factor.refetch()} />;
  const { since, recoveryCodesLeft } = factor.data;
  const isSet = since !== null || secondFactor === 'set';
  const done = { onDone: setCodes };
  const lead = isMissing ? t('factor.missing') : isDemonstration ? t('factor.demonstration') : t('factor.lead');
  return (
    <>
      <PageTitle title={t('factor.title')} lead={lead} />
      {codes ? <KeepCodes codes={codes} /> : null}
      {codes ? null : (
        <Stack gap="large">
          <ShowFactorAgain />
          <Panel title={t('passkeys.title')}>
            <OwnPasskeys onCodes={setCodes} />
          </Panel>
          <Panel title={t('factor.device')}>
            {since === null ? <FirstDevice {...done} /> : <Device since={since} {...done} />}
          </Panel>
          {isSet ? (
            <Panel title={t('factor.codes')}>
              <Stack>
                <p>{t('factor.codesLeft', { count: recoveryCodesLeft })}</p>
                <RenewCodes {...done} />
              </Stack>
            </Panel>
          ) : null}
        </Stack>
      )}
    </>
  );
}

/** The codes, and the way on once they are kept: what the session may do has changed meanwhile. */
function KeepCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation('access');
  const queries = useQueryClient();
  const router = useRouter();
  const goOn = async (): Promise<void> => {
    await queries.invalidateQueries(sessionQuery);
    await router.navigate({ to: '/' });
  };
  return (
    <Stack>
      <RecoveryCodes codes={codes} />
      <div>
        <Button type="primary" onClick={() => void goOn()}>
          {t('factor.kept')}
        </Button>
      </div>
    </Stack>
  );
}

type DoneProps = { readonly onDone: (codes: readonly string[]) => void };

function FirstDevice({ onDone }: DoneProps) {
  const { t } = useTranslation('access');
  return (
    <Stack>
      <p>{t('factor.how')}</p>
      <SetUpDevice begin={t('factor.begin')} isPrimary onDone={onDone} />
    </Stack>
  );
}

function Device({ since, onDone }: DoneProps & { readonly since: string }) {
  const { t } = useTranslation('access');
  return (
    <Stack>
      <FactList facts={[{ key: 'since', name: t('factor.since'), value: <Clock at={since} exact /> }]} />
      <p>{t('factor.another')}</p>
      <SetUpDevice begin={t('factor.beginAnother')} isPrimary={false} onDone={onDone} />
    </Stack>
  );
}

function RenewCodes({ onDone }: DoneProps) {
  const { t } = useTranslation('access');
  const [current, setCurrent] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(secondFactorEndpoints.renewRecoveryCodes, {
    say: t('factor.renewed'),
    onDone: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  const send = (): void => {
    setIsAsked(true);
    if (current !== '') act.mutate({ body: { current } });
  };
  return (
    <Form
      label={t('factor.renew')}
      onSend={send}
      problem={act.error ? problemOf(act.error) : undefined}
      actions={
        <Button htmlType="submit" loading={act.isPending}>
          {t('factor.renew')}
        </Button>
      }
    >
      <CurrentPassword
        value={current}
        problem={isAsked && current === '' ? t('password.currentMissing') : undefined}
        onChange={setCurrent}
      />
    </Form>
  );
}
