import { type AccountView, accountEndpoints, providerEndpoints } from '@gatehouse/contract';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { fieldProblem, problemOf } from '../ui/failure.js';
import { Form } from '../ui/form.js';
import { Stack } from '../ui/stack.js';
import { useLanguage, useWords } from '../ui/words.js';
import { WorkPhone } from './work-phone.js';

type EndProviderLinkProps = { readonly account: AccountView; readonly onEnd: () => void };

/** An administrator ends the link of an account to the identity provider. The work phone is no condition: it says where its owner is told. */
export function EndProviderLink({ account, onEnd }: EndProviderLinkProps) {
  const { t } = useTranslation('access');
  const words = useWords();
  const language = useLanguage();
  const [workPhone, setWorkPhone] = useState('');
  const act = useAct(providerEndpoints.endOf, {
    refresh: [accountEndpoints.read],
    lists: ['accounts'],
    say: t('provider.ended'),
    onDone: onEnd,
  });
  const refused = fieldProblem(act.error, 'workPhone');
  const send = (): void => {
    const phone = workPhone.trim() === '' ? {} : { workPhone: workPhone.trim() };
    act.mutate({ params: { id: account.id }, body: { version: account.version, language, ...phone } });
  };
  return (
    <Modal open title={t('provider.endOfTitle')} footer={null} onCancel={onEnd}>
      <Stack>
        <p>{t('provider.endOfLead')}</p>
        <Form
          label={t('provider.endOfTitle')}
          onSend={send}
          problem={act.error && !refused ? problemOf(act.error) : undefined}
          actions={
            <>
              <Button type="primary" htmlType="submit" loading={act.isPending}>
                {t('provider.end')}
              </Button>
              <Button onClick={onEnd}>{t('cancel')}</Button>
            </>
          }
        >
          {account.hasWorkPhone ? (
            <WorkPhone
              label={t('provider.phoneIfAtHand')}
              hint={t('recovery.phoneHint')}
              value={workPhone}
              problem={refused ? words(refused) : undefined}
              onChange={setWorkPhone}
            />
          ) : null}
        </Form>
      </Stack>
    </Modal>
  );
}
