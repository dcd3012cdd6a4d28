import { inquiryEndpoints, type InquiryView } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { ButtonLink } from '../ui/buttons.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { problemOf } from '../ui/failure.js';
import { Icon } from '../ui/icon.js';
import { MarkedList } from '../ui/marked-list.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { FieldProblems } from './field-problems.js';
import { AskConsent } from './ask-consent.js';
import type { Letter } from './personal-letter.js';
import { ProveIdentity } from './prove-identity.js';
import { ServeNotice } from './serve-notice.js';
import { useKeepInquiry } from './use-keep-inquiry.js';

const deeds = ['edit', 'prove-identity', 'send-consent', 'record-paper', 'serve-notice', 'submit', 'cancel'] as const;

type PreparationProps = { readonly view: InquiryView; readonly onLetter: (letter: Letter) => void };

/** What the unit still has to do before the check can be approved, in the order in which it is done. */
export function Preparation({ view, onLetter }: PreparationProps) {
  const { t } = useTranslation('inquiry');
  const may = new Set<string>(view.may);
  if (!deeds.some((deed) => may.has(deed))) return null;
  return (
    <>
      {view.fields.length > 0 ? <Problems view={view} /> : null}
      {may.has('prove-identity') && !view.identityProven ? (
        <ProveIdentity key={`proof-${view.version}`} view={view} />
      ) : null}
      {may.has('send-consent') || may.has('record-paper') ? <AskConsent view={view} onLetter={onLetter} /> : null}
      {may.has('serve-notice') ? <ServeNotice key={`notice-${view.version}`} view={view} /> : null}
      <Panel title={t('prepare.title')}>
        <Send view={view} />
      </Panel>
    </>
  );
}

function Problems({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  return (
    <Panel title={t('prepare.problems')}>
      <Stack>
        <FieldProblems problems={view.fields} />
        {view.may.includes('edit') ? <Edit view={view} isPrimary={!view.may.includes('submit')} /> : null}
      </Stack>
    </Panel>
  );
}

function Edit({ view, isPrimary }: { view: InquiryView; isPrimary: boolean }) {
  const { t } = useTranslation('inquiry');
  return (
    <div>
      <ButtonLink
        to="/inquiries/$inquiryId/edit"
        params={{ inquiryId: view.id }}
        icon={<Icon of="mend" />}
        isPrimary={isPrimary}
      >
        {t('prepare.edit')}
      </ButtonLink>
    </div>
  );
}

function Send({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const keep = useKeepInquiry();
  const [isCancelling, setIsCancelling] = useState(false);
  const submit = useAct(inquiryEndpoints.submit, { say: t('said.submitted'), onDone: keep });
  const cancel = useAct(inquiryEndpoints.cancel, {
    say: t('said.cancelled'),
    onDone: (changed) => {
      setIsCancelling(false);
      keep(changed);
    },
  });
  const failure = submit.error ?? cancel.error;
  const open = openPoints(view);
  return (
    <Stack>
      {open.length === 0 ? (
        <p>{t('prepare.ready')}</p>
      ) : (
        <>
          <p>{t('prepare.open')}</p>
          <MarkedList
            icon="waiting"
            items={open.map((point) => ({ key: point, words: t(`prepare.point.${point}`) }))}
          />
        </>
      )}
      {failure ? <ErrorState problem={problemOf(failure)} /> : null}
      <Line>
        {view.may.includes('submit') ? (
          <Button
            type="primary"
            disabled={open.length > 0}
            loading={submit.isPending}
            onClick={() => submit.mutate({ params: { id: view.id }, body: { version: view.version } })}
          >
            {t('prepare.submit')}
          </Button>
        ) : null}
        {view.may.includes('edit') && view.fields.length === 0 ? (
          <Edit view={view} isPrimary={view.state === 'DETAILS_DISPUTED'} />
        ) : null}
        {view.may.includes('cancel') ? (
          <Button type="text" onClick={() => setIsCancelling(true)}>
            {t('prepare.cancel')}
          </Button>
        ) : null}
      </Line>
      <ConfirmReason
        isOpen={isCancelling}
        title={t('prepare.cancelTitle')}
        consequence={t('prepare.cancelConsequence')}
        act={t('prepare.cancel')}
        isBusy={cancel.isPending}
        onConfirm={(reason) => cancel.mutate({ params: { id: view.id }, body: { reason, version: view.version } })}
        onCancel={() => setIsCancelling(false)}
      />
    </Stack>
  );
}

/** What stands between a draft and its approval, so that nobody has to find out by being refused. */
export function openPoints(
  view: Pick<InquiryView, 'fields' | 'identityProven' | 'consent' | 'permission'>,
): ('problems' | 'identity' | 'consent' | 'notice')[] {
  const isPermitted = view.consent.state === 'agreed' || view.consent.state === 'notice_served';
  return [
    ...(view.fields.length > 0 ? (['problems'] as const) : []),
    ...(view.identityProven ? [] : (['identity'] as const)),
    ...(isPermitted ? [] : [view.permission]),
  ];
}
