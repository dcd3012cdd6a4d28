import { providerEndpoints, type ProviderLinkView } from '@gatehouse/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { waysQuery } from '../app/session/passkey.js';
import { goToLink } from '../app/session/provider.js';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { FactList } from '../ui/fact-list.js';
import { fieldProblem, problemOf } from '../ui/failure.js';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import { useLanguage, useWords } from '../ui/words.js';
import { CurrentPassword } from './set-up-device.js';
import { WorkPhone } from './work-phone.js';

/** The own link to the identity provider, where the node has one: made and ended by the owner of the account alone. */
export function OwnProvider() {
  const { t } = useTranslation('access');
  const words = useWords();
  const provider = useQuery(waysQuery).data?.provider ?? null;
  if (provider === null) return null;
  const name = words(provider.name);
  return (
    <Panel title={t('provider.title', { name })}>
      <OwnLink name={name} />
    </Panel>
  );
}

type NamedProps = { readonly name: string };

function OwnLink({ name }: NamedProps) {
  const { t } = useTranslation('access');
  const link = useEndpoint(providerEndpoints.read, {});
  const [isEnding, setIsEnding] = useState(false);
  if (link.isPending) return <ListSkeleton rows={1} />;
  if (link.error) return <ErrorState problem={problemOf(link.error)} onRepeat={() => void link.refetch()} />;
  const { since, lastUsedAt, hasWorkPhone } = link.data;
  if (since === null) return <MakeLink name={name} hasWorkPhone={hasWorkPhone} />;
  return (
    <Stack>
      <FactList
        facts={[
          { key: 'since', name: t('provider.since'), value: <Clock at={since} exact /> },
          {
            key: 'used',
            name: t('passkeys.used'),
            value: lastUsedAt === null ? t('passkeys.never') : <Clock at={lastUsedAt} />,
          },
        ]}
      />
      <div>
        <Button onClick={() => setIsEnding(true)}>{t('provider.end')}</Button>
      </div>
      {isEnding ? <EndLink name={name} hasWorkPhone={hasWorkPhone} onEnd={() => setIsEnding(false)} /> : null}
    </Stack>
  );
}

type WithPhoneProps = NamedProps & Pick<ProviderLinkView, 'hasWorkPhone'>;

function MakeLink({ name, hasWorkPhone }: WithPhoneProps) {
  const { t } = useTranslation('access');
  const words = useWords();
  const [typed, setTyped] = useState({ current: '', workPhone: '' });
  const [isAsked, setIsAsked] = useState(false);
  const act = useMutation({
    mutationFn: () => goToLink(typed.current, hasWorkPhone ? typed.workPhone.trim() : undefined),
  });
  const refused = fieldProblem(act.error, 'workPhone');
  const missing = {
    current: typed.current === '' ? t('password.currentMissing') : undefined,
    workPhone: hasWorkPhone && typed.workPhone.trim() === '' ? t('provider.phoneMissing') : undefined,
  };
  const send = (): void => {
    setIsAsked(true);
    if (missing.current === undefined && missing.workPhone === undefined) act.mutate();
  };
  return (
    <Form
      label={t('provider.link', { name })}
      onSend={send}
      problem={act.error && !refused ? problemOf(act.error) : undefined}
      actions={
        <Button htmlType="submit" loading={act.isPending}>
          {t('provider.link', { name })}
        </Button>
      }
    >
      <p>{t('provider.lead', { name })}</p>
      <CurrentPassword
        value={typed.current}
        problem={isAsked ? missing.current : undefined}
        onChange={(current) => setTyped({ ...typed, current })}
      />
      {hasWorkPhone ? (
        <WorkPhone
          label={t('provider.phone')}
          hint={t('provider.phoneHint')}
          value={typed.workPhone}
          problem={isAsked ? (missing.workPhone ?? (refused ? words(refused) : undefined)) : undefined}
          onChange={(workPhone) => setTyped({ ...typed, workPhone })}
        />
      ) : null}
    </Form>
  );
}

function EndLink({ name, hasWorkPhone, onEnd }: WithPhoneProps & { readonly onEnd: () => void }) {
  const { t } = useTranslation('access');
  const words = useWords();
  const language = useLanguage();
  const [typed, setTyped] = useState({ current: '', workPhone: '' });
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(providerEndpoints.end, {
    refresh: [providerEndpoints.read],
    say: t('provider.ended'),
    onDone: onEnd,
  });
  const refused = fieldProblem(act.error, 'workPhone');
  const send = (): void => {
    setIsAsked(true);
    const phone = typed.workPhone.trim() === '' ? {} : { workPhone: typed.workPhone.trim() };
    if (typed.current !== '') act.mutate({ body: { current: typed.current, language, ...phone } });
  };
  return (
    <Modal open title={t('provider.endTitle', { name })} footer={null} onCancel={onEnd}>
      <Stack>
        <p>{t('provider.endLead')}</p>
        <Form
          label={t('provider.endTitle', { name })}
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
          <CurrentPassword
            value={typed.current}
            problem={isAsked && typed.current === '' ? t('password.currentMissing') : undefined}
            onChange={(current) => setTyped({ ...typed, current })}
          />
          {hasWorkPhone ? (
            <WorkPhone
              label={t('provider.phoneIfAtHand')}
              hint={t('provider.phoneHint')}
              value={typed.workPhone}
              problem={refused ? words(refused) : undefined}
              onChange={(workPhone) => setTyped({ ...typed, workPhone })}
            />
          ) : null}
        </Form>
      </Stack>
    </Modal>
  );
}
