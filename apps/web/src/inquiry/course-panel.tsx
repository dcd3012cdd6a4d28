import { inquiryEndpoints, type InquiryView, objectionEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { StepLine } from '../ui/step-line.js';
import { useWords } from '../ui/words.js';

type Course = NonNullable<InquiryView['course']>;
const states = { done: 'done', now: 'now', ahead: 'later' } as const;

/** Where the person's objection is, what holds meanwhile, and what has to be put right. */
export function CoursePanel({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const { course } = view;
  if (!course) return null;
  return (
    <Panel title={t('course.title')}>
      <Stack>
        <p>{t(`course.state.${course.state}`)}</p>
        {course.interim ? (
          <p>
            <strong>{t('course.meanwhile')}</strong> {words(course.interim)}
          </p>
        ) : null}
        <StepLine
          label={t('course.title')}
          steps={course.steps.map(({ title, by, state, dueAt, endedAt }) => ({
            key: title.en,
            title: words(title),
            state: states[state],
            note: (
              <>
                {words(by)} · {endedAt ? <Clock at={endedAt} /> : <Clock at={dueAt} kind="due" />}
              </>
            ),
          }))}
        />
        {course.repairs.length > 0 ? <Repairs repairs={course.repairs} /> : null}
      </Stack>
    </Panel>
  );
}

function Repairs({ repairs }: { repairs: Course['repairs'] }) {
  const { t } = useTranslation('inquiry');
  return (
    <Stack gap="small">
      <strong>{t('repairs.title')}</strong>
      {repairs.map((repair) => (
        <Repair key={repair.id} repair={repair} />
      ))}
    </Stack>
  );
}

function Repair({ repair }: { repair: Course['repairs'][number] }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const { id, what, by, dueAt, doneAt, mayDo } = repair;
  const act = useAct(objectionEndpoints.repaired, {
    refresh: [inquiryEndpoints.read, inquiryEndpoints.home],
    say: t('repairs.said'),
  });
  return (
    <div>
      <p>{words(what)}</p>
      <Line>
        <span>
          {words(by)} · {doneAt ? t('repairs.isDone') : null}{' '}
          {doneAt ? <Clock at={doneAt} /> : <Clock at={dueAt} kind="due" />}
        </span>
        {mayDo ? (
          <Button loading={act.isPending} onClick={() => act.mutate({ params: { id }, body: {} })}>
            {t('repairs.done')}
          </Button>
        ) : null}
      </Line>
      {act.error ? <ErrorState problem={problemOf(act.error)} /> : null}
    </div>
  );
}
