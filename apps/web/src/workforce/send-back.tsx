import { jointFileEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { problemOf } from '../ui/failure.js';
import { Line } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import type { LoadProgress } from './answers.js';
import { useKeepLoad } from './use-keep-load.js';

/** Sends back what the authority brought, with the reason. */
export function SendBack({ load }: { load: LoadProgress }) {
  const { t } = useTranslation('workforce');
  const keep = useKeepLoad();
  const [isAsked, setIsAsked] = useState(false);
  const sendBack = useAct(jointFileEndpoints.sendBack, { say: t('said.sentBack'), onDone: keep });
  return (
    <>
      {sendBack.error ? <ErrorState problem={problemOf(sendBack.error)} /> : null}
      <Line>
        <Button onClick={() => setIsAsked(true)}>{t('sendBack.act')}</Button>
      </Line>
      <ConfirmReason
        isOpen={isAsked}
        title={t('sendBack.title')}
        consequence={t('sendBack.then')}
        act={t('sendBack.act')}
        reasonLabel={t('sendBack.reason')}
        isBusy={sendBack.isPending}
        onConfirm={(reason) => {
          setIsAsked(false);
          sendBack.mutate({ params: { id: load.id }, body: { reason, version: load.version } });
        }}
        onCancel={() => setIsAsked(false)}
      />
    </>
  );
}
