import { type PlacementView, prohibitionEndpoints, type ProhibitionView } from '@gatehouse/contract';
import { Button, Modal, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { ListTable } from '../ui/list-table.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { refreshed } from './refreshed.js';

/** Where the person was found on a roster in spite of the order, and what came of it. */
export function Placements({ one }: { one: ProhibitionView }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  return (
    <Panel title={t('placed.title')}>
      <ListTable
        label={t('placed.title')}
        items={one.seen}
        itemKey={({ id }) => id}
        columns={[
          { key: 'unit', title: t('placed.unit'), isLead: true, render: ({ unit }) => words(unit) },
          { key: 'post', title: t('placed.post'), render: (placed) => <Post placed={placed} /> },
          { key: 'state', title: t('placed.state'), render: (placed) => <State placed={placed} /> },
          { key: 'act', title: t('placed.act'), render: (placed) => <Refer one={one} placed={placed} /> },
        ]}
      />
    </Panel>
  );
}

function Post({ placed: { postClass, fromDate, endedOn } }: { placed: PlacementView }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  return (
    <Stack gap="small">
      <span>{words(postClass)}</span>
      <span>{t('placed.since', { from: fromDate })}</span>
      {endedOn ? <span>{t('placed.until', { until: endedOn })}</span> : null}
    </Stack>
  );
}

function State({ placed: { isSure, breach, endedOn, seenAt } }: { placed: PlacementView }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  if (!isSure) return <StatusTag tone={endedOn ? 'ended' : 'waiting'} word={t('placed.question')} />;
  if (breach)
    return (
      <Stack gap="small">
        <Line>
          <StatusTag tone={endedOn ? 'ended' : 'stop'} word={words(breach.words)} />
        </Line>
        <Clock at={breach.since} exact />
      </Stack>
    );
  return (
    <Stack gap="small">
      <span>{t(endedOn ? 'placed.stopped' : 'placed.told')}</span>
      <Clock at={seenAt} />
    </Stack>
  );
}

function Refer({ one, placed }: { one: ProhibitionView; placed: PlacementView }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  const [isAsking, setIsAsking] = useState(false);
  const [to, setTo] = useState(one.referrals[0]?.id ?? '');
  const [reason, setReason] = useState('');
  const refer = useAct(prohibitionEndpoints.refer, {
    ...refreshed,
    say: t('said.referred'),
    onDone: () => setIsAsking(false),
  });
  const { referral } = placed;
  if (referral)
    return (
      <Stack gap="small">
        <span>{t('placed.referred', { to: words(referral.to) })}</span>
        <Clock at={referral.at} />
      </Stack>
    );
  if (!placed.mayRefer) return <span>—</span>;
  return (
    <>
      <Button type="primary" onClick={() => setIsAsking(true)}>
        {t('placed.refer')}
      </Button>
      <Modal
        open={isAsking}
        title={t('placed.referTitle')}
        okText={t('placed.refer')}
        cancelText={t('placed.cancel')}
        confirmLoading={refer.isPending}
        onOk={() => {
          const params = { id: one.id, placementId: placed.id };
          if (reason.trim() !== '') refer.mutate({ params, body: { to, reason: reason.trim() } });
        }}
        onCancel={() => setIsAsking(false)}
        destroyOnHidden
      >
        <Stack>
          <FieldGroup label={t('placed.to')} hint={t('placed.toHint')}>
            <Radio.Group value={to} onChange={(event) => setTo(String(event.target.value))}>
              <Stack gap="small">
                {one.referrals.map(({ id, title, words: says }) => (
                  <Radio key={id} value={id}>
                    {words(title)}: {words(says)}
                  </Radio>
                ))}
              </Stack>
            </Radio.Group>
          </FieldGroup>
          <Field label={t('form.reason')} hint={t('form.reasonHint')}>
            {(wiring) => (
              <Input.TextArea
                {...wiring}
                value={reason}
                maxLength={1000}
                autoSize={{ minRows: 3, maxRows: 8 }}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          {refer.error ? <ErrorState problem={problemOf(refer.error)} /> : null}
        </Stack>
      </Modal>
    </>
  );
}
