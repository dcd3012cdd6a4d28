import { prohibitionEndpoints, type ProhibitionView } from '@gatehouse/contract';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../app/api.js';
import { useAct } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { DayInput } from '../ui/day-input.js';
import { DocumentNumberField } from '../ui/document-number-field.js';
import { checkDocumentNumber } from '../ui/document-check.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Icon } from '../ui/icon.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { refreshed } from './refreshed.js';

/** What is due about an order, the most pressing first, and the forms of what this reader may do about it. */
export function NextAct({ one }: { one: ProhibitionView }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  const [next, ...later] = one.due;
  if (next === undefined && one.may.length === 0) return null;
  return (
    <Panel title={t('next.title')}>
      <Stack>
        {next ? (
          <Stack gap="small">
            <strong>{words(next.words)}</strong>
            {next.dueAt ? <Clock at={next.dueAt} kind="due" exact /> : null}
          </Stack>
        ) : (
          <p>{t('next.nothing')}</p>
        )}
        {one.alarms.map((alarm) => (
          <Line key={alarm.en}>
            <StatusTag tone="waiting" word={words(alarm)} />
          </Line>
        ))}
        {one.may.includes('verify') ? <VerifyForm one={one} /> : null}
        {next?.deed === 'verify' && one.may.includes('amend') ? <p>{t('next.ownEntry')}</p> : null}
        {one.may.includes('certify') ? <CertifyButton one={one} /> : null}
        {one.may.includes('take_certificate') ? <TakeCertificate one={one} /> : null}
        {one.may.includes('serve') ? <ServeForm one={one} /> : null}
        {later.length > 0 ? (
          <details>
            <summary>{t('next.later', { count: later.length })}</summary>
            <ul>
              {later.map((due, place) => (
                <li key={`${due.deed}-${String(place)}`}>
                  {words(due.words)} {due.dueAt ? <Clock at={due.dueAt} kind="due" /> : null}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </Stack>
    </Panel>
  );
}

/** The number is read off the judgment and typed, not compared by eye with asterisks. */
function VerifyForm({ one: { id, version, documents } }: { one: ProhibitionView }) {
  const { t } = useTranslation('supervision');
  const [number, setNumber] = useState('');
  const [isReturning, setIsReturning] = useState(false);
  const verify = useAct(prohibitionEndpoints.verify, { ...refreshed, say: t('said.verified') });
  const giveBack = useAct(prohibitionEndpoints.return, { ...refreshed, say: t('said.returned') });
  const params = { id };
  const type = documents[0]?.type ?? 'other';
  const failure = verify.error ?? giveBack.error;
  return (
    <>
      <Form
        label={t('next.verify')}
        onSend={() => verify.mutate({ params, body: { version, documentNumber: number } })}
        problem={failure ? problemOf(failure) : undefined}
        actions={
          <>
            <Button type="primary" htmlType="submit" loading={verify.isPending}>
              {t('next.verify')}
            </Button>
            <Button onClick={() => setIsReturning(true)}>{t('next.return')}</Button>
          </>
        }
      >
        <p>{t('next.verifyLead')}</p>
        <DocumentNumberField
          label={t('next.number')}
          value={number}
          onChange={setNumber}
          check={(typed) => checkDocumentNumber(type, typed)}
        />
      </Form>
      <ConfirmReason
        isOpen={isReturning}
        title={t('next.returnTitle')}
        consequence={t('next.returnThen')}
        act={t('next.return')}
        isBusy={giveBack.isPending}
        onConfirm={(reason) => giveBack.mutate({ params, body: { version, reason } })}
        onCancel={() => setIsReturning(false)}
      />
    </>
  );
}

function CertifyButton({ one: { id, version } }: { one: ProhibitionView }) {
  const { t } = useTranslation('supervision');
  const certify = useAct(prohibitionEndpoints.certify, { ...refreshed, say: t('said.certified') });
  return (
    <Stack gap="small">
      <p>{t('next.certifyLead')}</p>
      <div>
        <Button
          type="primary"
          loading={certify.isPending}
          onClick={() => certify.mutate({ params: { id }, body: { version } })}
        >
          {t('next.certify')}
        </Button>
      </div>
      {certify.error ? <ErrorState problem={problemOf(certify.error)} /> : null}
    </Stack>
  );
}

function TakeCertificate({ one: { id } }: { one: ProhibitionView }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  const take = useMutation({ mutationFn: () => download(prohibitionEndpoints.certificate, { params: { id } }) });
  const failure = take.error ? problemOf(take.error) : undefined;
  return (
    <div>
      <Button icon={<Icon of="download" />} loading={take.isPending} onClick={() => take.mutate()}>
        {t('next.certificate')}
      </Button>
      <span role="status">{failure ? ` ${words(failure.words.title)} ${words(failure.words.next)}` : null}</span>
    </div>
  );
}

function ServeForm({ one: { id, version, exposesChild } }: { one: ProhibitionView }) {
  const { t } = useTranslation('supervision');
  const [on, setOn] = useState('');
  const serve = useAct(prohibitionEndpoints.serve, { ...refreshed, say: t('said.served') });
  const document = exposesChild ? 'certificate' : 'judgment';
  return (
    <Form
      label={t('next.serve')}
      onSend={() => {
        if (on !== '') serve.mutate({ params: { id }, body: { version, on, document } });
      }}
      problem={serve.error ? problemOf(serve.error) : undefined}
      actions={
        <Button type="primary" htmlType="submit" loading={serve.isPending}>
          {t('next.serve')}
        </Button>
      }
    >
      <p>{t(`next.serveLead.${document}`)}</p>
      <Field label={t('next.servedOn')}>{(wiring) => <DayInput {...wiring} value={on} onChange={setOn} />}</Field>
    </Form>
  );
}
