import { accountEndpoints, Login } from '@gatehouse/contract';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Stack } from '../ui/stack.js';
import { OrganisationChoice } from './organisation-choice.js';
import { SecretOnce } from './secret-once.js';

/** Makes an account without roles and shows its password once. */
export function NewAccountDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('access');
  const [login, setLogin] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [organisationId, setOrganisationId] = useState<string>();
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(accountEndpoints.create, { lists: ['accounts'], say: t('accounts.made') });
  const isLogin = Login.safeParse(login).success;
  const send = (): void => {
    setIsAsked(true);
    if (!isLogin || displayName.trim() === '' || !organisationId) return;
    act.mutate({ body: { login, displayName: displayName.trim(), organisationId } });
  };
  return (
    <Modal open title={t('accounts.new')} footer={null} onCancel={onClose}>
      {act.data ? (
        <Stack>
          <SecretOnce label={t('accounts.password', { login: act.data.login })} secret={act.data.oneTimePassword} />
          <p>{t('accounts.madeNext')}</p>
          <ButtonLink to="/accounts/$accountId" params={{ accountId: act.data.id }} isPrimary>
            {t('accounts.giveRoles')}
          </ButtonLink>
        </Stack>
      ) : (
        <Form
          label={t('accounts.new')}
          onSend={send}
          problem={act.error ? problemOf(act.error) : undefined}
          actions={
            <Button type="primary" htmlType="submit" loading={act.isPending}>
              {t('accounts.make')}
            </Button>
          }
        >
          <Field
            label={t('accounts.displayName')}
            problem={isAsked && displayName.trim() === '' ? t('accounts.displayNameMissing') : undefined}
          >
            {(wiring) => (
              <Input
                {...wiring}
                value={displayName}
                maxLength={100}
                onChange={(event) => setDisplayName(event.target.value)}
              />
            )}
          </Field>
          <Field
            label={t('login')}
            hint={t('accounts.loginHint')}
            problem={isAsked && !isLogin ? t('accounts.loginUnfit') : undefined}
          >
            {(wiring) => (
              <Input
                {...wiring}
                value={login}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                onChange={(event) => setLogin(event.target.value.trim())}
              />
            )}
          </Field>
          <Field
            label={t('organisation')}
            problem={isAsked && !organisationId ? t('accounts.organisationMissing') : undefined}
          >
            {(wiring) => <OrganisationChoice wiring={wiring} value={organisationId} onChange={setOrganisationId} />}
          </Field>
        </Form>
      )}
    </Modal>
  );
}
