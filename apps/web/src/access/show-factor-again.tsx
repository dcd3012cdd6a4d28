import { secondFactorEndpoints } from '@gatehouse/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readOf, useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';

/**
 * Asks for the second factor once more where it was shown too long ago to change what opens the account; else it is not there. That time
 * passes while the page is open, so the page asks again now and then: such a read tells of nobody but the viewer.
 */
export function ShowFactorAgain() {
  const { t } = useTranslation('access');
  const factor = useQuery({ ...readOf(secondFactorEndpoints.read, {}), refetchInterval: 60_000 });
  const [code, setCode] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(secondFactorEndpoints.show, {
    refresh: [secondFactorEndpoints.read],
    say: t('again.done'),
    onDone: () => {
      setCode('');
      setIsAsked(false);
    },
  });
  if (factor.data === undefined || factor.data.isShownLately) return null;
  const isFit = code.replace(/[\s-]/g, '').length >= 6;
  const send = (): void => {
    setIsAsked(true);
    if (isFit) act.mutate({ body: { code: code.trim() } });
  };
  return (
    <Panel title={t('again.title')}>
      <Stack>
        <p>{t('again.lead')}</p>
        <Form
          label={t('again.title')}
          onSend={send}
          problem={act.error ? problemOf(act.error) : undefined}
          actions={
            <Button type="primary" htmlType="submit" loading={act.isPending}>
              {t('again.act')}
            </Button>
          }
        >
          <Field label={t('again.code')} problem={isAsked && !isFit ? t('again.codeMissing') : undefined}>
            {(wiring) => (
              <Input
                {...wiring}
                value={code}
                maxLength={40}
                autoComplete="one-time-code"
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
        </Form>
      </Stack>
    </Panel>
  );
}
