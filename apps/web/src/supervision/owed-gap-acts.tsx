import { owedGapEndpoints, type OwedGapView, prohibitionEndpoints } from '@gatehouse/contract';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useWords } from '../ui/words.js';

const done = {
  refresh: [owedGapEndpoints.read, prohibitionEndpoints.home],
  lists: ['owed-gaps-open', 'owed-gaps-closed', 'owed-gaps-below'],
};

/** What is to be done about the gap now, or what was: take it in hand, then write what was done. */
export function OwedGapActs({ one }: { one: OwedGapView }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  const { conclusion, may, takenAt, keeper, isMine, state } = one;
  return (
    <Panel title={t('next.title')}>
      <Stack>
        {conclusion ? (
          <Stack gap="small">
            <strong>{words(conclusion.title)}</strong>
            <p>{conclusion.words}</p>
            <Clock at={conclusion.at} exact />
          </Stack>
        ) : null}
        {keeper ? <p>{t('owed.onlyRead')}</p> : null}
        {takenAt && state === 'in_hand' ? (
          <p>
            {t(isMine ? 'owed.takenByMe' : 'owed.taken')} <Clock at={takenAt} />
          </p>
        ) : null}
        {may.includes('take') ? <TakeButton one={one} /> : null}
        {may.includes('close') ? <CloseForm one={one} /> : null}
      </Stack>
    </Panel>
  );
}

function TakeButton({ one: { id, version, state } }: { one: OwedGapView }) {
  const { t } = useTranslation('supervision');
  const take = useAct(owedGapEndpoints.take, { ...done, say: t('owed.said.taken') });
  return (
    <Stack gap="small">
      <p>{t(state === 'in_hand' ? 'owed.takeOverLead' : 'owed.takeLead')}</p>
      <span>
        <Button
          type={state === 'in_hand' ? 'default' : 'primary'}
          loading={take.isPending}
          onClick={() => take.mutate({ params: { id }, body: { version } })}
        >
          {t(state === 'in_hand' ? 'owed.takeOver' : 'owed.take')}
        </Button>
      </span>
      {take.error ? <ErrorState problem={problemOf(take.error)} /> : null}
    </Stack>
  );
}

/** A person chooses among the conclusions of the law pack and writes what was done; nothing is chosen for them. */
function CloseForm({ one: { id, version, conclusions } }: { one: OwedGapView }) {
  const { t } = useTranslation('supervision');
  const words = useWords();
  const [chosen, setChosen] = useState<string>();
  const [text, setText] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const close = useAct(owedGapEndpoints.close, { ...done, say: t('owed.said.closed') });
  const send = (): void => {
    setIsAsked(true);
    if (chosen !== undefined && text.trim() !== '')
      close.mutate({ params: { id }, body: { version, conclusion: chosen, words: text.trim() } });
  };
  return (
    <Form
      label={t('owed.close')}
      onSend={send}
      problem={close.error ? problemOf(close.error) : undefined}
      actions={
        <Button type="primary" htmlType="submit" loading={close.isPending}>
          {t('owed.close')}
        </Button>
      }
    >
      <FieldGroup
        label={t('owed.conclusion')}
        hint={t('owed.conclusionHint')}
        problem={isAsked && chosen === undefined ? t('owed.choose') : undefined}
      >
        <Radio.Group value={chosen} onChange={(event) => setChosen(String(event.target.value))}>
          <Stack gap="small">
            {conclusions.map((conclusion) => (
              <Radio key={conclusion.id} value={conclusion.id}>
                <strong>{words(conclusion.title)}</strong> {words(conclusion.words)}
              </Radio>
            ))}
          </Stack>
        </Radio.Group>
      </FieldGroup>
      <Field
        label={t('owed.words')}
        hint={t('owed.wordsHint')}
        problem={isAsked && text.trim() === '' ? t('owed.write') : undefined}
      >
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            rows={4}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </Form>
  );
}
