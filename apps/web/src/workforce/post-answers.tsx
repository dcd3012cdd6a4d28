import { headcountEndpoints, type PostAnswer, postAnswerEndpoints, type RosterFinding } from '@gatehouse/contract';
import { Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { FactList } from '../ui/fact-list.js';
import { problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { StatusTag, type Tone } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';

const refresh = [postAnswerEndpoints.list, headcountEndpoints.own, headcountEndpoints.unit];

/** For the unit: each question about an empty post, with the answer that stands and a form for a new one. */
export function AskedPosts({ findings }: { findings: readonly RosterFinding[] }) {
  const { t } = useTranslation('workforce');
  const [open, setOpen] = useState<string>();
  const asked = findings.flatMap(({ question, words: said, answered }) =>
    question === undefined ? [] : [{ question, said, answered }],
  );
  const words = useWords();
  return (
    <>
      {asked.map((one) => (
        <Panel key={one.question} title={words(one.said)}>
          {open === one.question ? (
            <AnswerForm question={one.question} onDone={() => setOpen(undefined)} />
          ) : (
            <Button onClick={() => setOpen(one.question)}>
              {t(one.answered === undefined ? 'answers.answer' : 'answers.another')}
            </Button>
          )}
        </Panel>
      ))}
      <PostAnswers />
    </>
  );
}

function AnswerForm({ question, onDone }: { question: string; onDone: () => void }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const [kind, setKind] = useState<PostAnswer['kind']>('outsourced');
  const [code, setCode] = useState('');
  const [text, setText] = useState('');
  const answer = useAct(postAnswerEndpoints.answer, { say: t('answers.said'), refresh, onDone });
  const problem = answer.error ? problemOf(answer.error) : undefined;
  const wrongCode = problem?.fields?.find(({ path }) => path === 'supplierCreditCode')?.message;
  const isOutsourced = kind === 'outsourced';
  const send = (): void => {
    const supplierCreditCode = isOutsourced ? code.trim() : undefined;
    answer.mutate({
      body: { question, kind, words: text.trim(), ...(supplierCreditCode === undefined ? {} : { supplierCreditCode }) },
    });
  };
  return (
    <Form
      label={t('answers.answer')}
      onSend={send}
      problem={problem}
      actions={
        <>
          <Button type="primary" htmlType="submit" loading={answer.isPending} disabled={text.trim() === ''}>
            {t('answers.send')}
          </Button>
          <Button onClick={onDone}>{t('form.cancel')}</Button>
        </>
      }
    >
      <FieldGroup label={t('answers.kind')} hint={t('answers.kindHint')}>
        <Radio.Group
          value={kind}
          onChange={(event) => setKind(event.target.value as PostAnswer['kind'])}
          options={(['outsourced', 'none_needed'] as const).map((value) => ({
            value,
            label: t(`answers.kinds.${value}`),
          }))}
        />
      </FieldGroup>
      {isOutsourced ? (
        <Field label={t('form.supplier')} hint={t('answers.supplierHint')} problem={wrongCode && words(wrongCode)}>
          {(wiring) => (
            <Input
              {...wiring}
              value={code}
              maxLength={40}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      <Field label={t(`answers.words.${kind}`)}>
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            rows={3}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
    </Form>
  );
}

const tones: Readonly<Record<PostAnswer['state'], Tone>> = {
  waiting: 'waiting',
  accepted: 'neutral',
  asked_again: 'active',
};

/** What a unit answered about empty posts; its authority accepts an answer or asks again. */
export function PostAnswers({ unitId }: { readonly unitId?: string }) {
  const { t } = useTranslation('workforce');
  const answers = useEndpoint(postAnswerEndpoints.list, { query: unitId === undefined ? {} : { unitId } });
  const words = useWords();
  if (answers.error) return <ErrorState problem={problemOf(answers.error)} onRepeat={() => void answers.refetch()} />;
  return answers.data?.items.map((answer) => (
    <Panel
      key={answer.id}
      title={t('answers.title')}
      aside={<StatusTag tone={tones[answer.state]} word={t(`answers.states.${answer.state}`)} />}
    >
      <Stack>
        <p>{words(answer.questionWords)}</p>
        <FactList facts={factsOf(answer, t)} />
        {answer.mayJudge ? <Judge answer={answer} /> : null}
      </Stack>
    </Panel>
  ));
}

function factsOf(answer: PostAnswer, t: ReturnType<typeof useTranslation<'workforce'>>['t']) {
  const { kind, words, supplier, answeredAt, judged, holdsUntil } = answer;
  return [
    { key: 'kind', name: t(`answers.kinds.${kind}`), value: words },
    ...(supplier === undefined
      ? []
      : [
          {
            key: 'supplier',
            name: t('answers.supplier'),
            value: `${supplier.creditCode} · ${t('answers.onRoster', { count: supplier.onRoster })}`,
          },
        ]),
    { key: 'at', name: t('answers.at'), value: <Clock at={answeredAt} /> },
    ...(judged === undefined ? [] : [{ key: 'judged', name: t('answers.judged'), value: judged.words }]),
    ...(holdsUntil === undefined ? [] : [{ key: 'until', name: t('answers.until'), value: holdsUntil }]),
  ];
}

function Judge({ answer }: { answer: PostAnswer }) {
  const { t } = useTranslation('workforce');
  const [verdict, setVerdict] = useState<'accepted' | 'asked_again'>();
  const judge = useAct(postAnswerEndpoints.judge, {
    say: t('answers.saidJudged'),
    refresh,
    lists: ['roster-units'],
    onDone: () => setVerdict(undefined),
  });
  const shown = verdict ?? 'accepted';
  return (
    <>
      <Line>
        <Button type="primary" onClick={() => setVerdict('accepted')}>
          {t('answers.accept')}
        </Button>
        <Button onClick={() => setVerdict('asked_again')}>{t('answers.askAgain')}</Button>
      </Line>
      {judge.error ? <ErrorState problem={problemOf(judge.error)} /> : null}
      <ConfirmReason
        isOpen={verdict !== undefined}
        title={t(`answers.sure.${shown}`)}
        consequence={t(`answers.then.${shown}`)}
        act={t(shown === 'accepted' ? 'answers.accept' : 'answers.askAgain')}
        reasonLabel={t(`answers.write.${shown}`)}
        isBusy={judge.isPending}
        onConfirm={(words) => judge.mutate({ params: { id: answer.id }, body: { verdict: shown, words } })}
        onCancel={() => setVerdict(undefined)}
      />
    </>
  );
}
