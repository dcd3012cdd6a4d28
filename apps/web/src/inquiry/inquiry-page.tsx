import { inquiryEndpoints, type InquiryView } from '@gatehouse/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { PrintButton } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, PageSkeleton } from '../ui/states.js';
import { StepLine } from '../ui/step-line.js';
import { Timeline } from '../ui/timeline.js';
import { useWords } from '../ui/words.js';
import { Answer } from './answer.js';
import { CoursePanel } from './course-panel.js';
import { InquiryFacts } from './inquiry-facts.js';
import { NoteRecall } from './note-recall.js';
import { NoticeDownload } from './notice-download.js';
import { ObjectionForm } from './objection-form.js';
import { type Letter, PersonalLetter } from './personal-letter.js';
import { Preparation } from './preparation.js';
import { ReviewActions } from './review-actions.js';
import { SettleForm } from './settle-form.js';
import { InquiryStateTag } from './state-tag.js';

const route = getRouteApi('/signed-in/inquiries/$inquiryId');

/** One check: how far it is, its answer or that there is none, what to do now, its facts, what happened. */
export function InquiryPage() {
  const { inquiryId } = route.useParams();
  const { t } = useTranslation('inquiry');
  const inquiry = useEndpoint(inquiryEndpoints.read, { params: { id: inquiryId } });
  if (inquiry.error) {
    return (
      <>
        <PageTitle title={t('inquiries.title')} />
        <ErrorState problem={problemOf(inquiry.error)} onRepeat={() => void inquiry.refetch()} />
      </>
    );
  }
  if (!inquiry.data) return <PageSkeleton />;
  return (
    <InquiryRecord view={inquiry.data} isReading={inquiry.isFetching} onReadAgain={() => void inquiry.refetch()} />
  );
}

type InquiryRecordProps = {
  readonly view: InquiryView;
  readonly isReading: boolean;
  readonly onReadAgain: () => void;
};

function InquiryRecord({ view, isReading, onReadAgain }: InquiryRecordProps) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  // Held here, above the forms: it is told once, and must not go when the state of the inquiry changes beneath it.
  const [letter, setLetter] = useState<Letter>();
  return (
    <>
      <PageTitle
        title={view.name}
        state={<InquiryStateTag state={view.state} />}
        clock={view.dueAt ? <Clock at={view.dueAt} kind="due" exact /> : null}
        actions={
          <>
            {view.noticeReady || view.may.includes('download-notice') ? <NoticeDownload view={view} /> : null}
            <PrintButton />
          </>
        }
      />
      <Stack>
        <Steps view={view} />
        <Answer view={view} isReading={isReading} onReadAgain={onReadAgain} />
        {letter ? <PersonalLetter letter={letter} name={view.name} onDone={() => setLetter(undefined)} /> : null}
        <ReviewActions key={`review-${view.version}`} view={view} />
        <CoursePanel view={view} />
        <NoteRecall key={`recall-${view.version}`} view={view} />
        <Preparation view={view} onLetter={setLetter} />
        {view.may.includes('settle') ? <SettleForm key={`settle-${view.version}`} view={view} /> : null}
        <Panel title={t('facts.title')}>
          <InquiryFacts view={view} />
        </Panel>
        {view.may.includes('object') ? <ObjectionForm view={view} /> : null}
        <Panel title={t('timeline.title')}>
          <Timeline
            label={t('timeline.title')}
            entries={[...view.timeline].reverse().map((one) => ({
              key: `${one.at}-${one.what}`,
              at: one.at,
              what: words(one.words),
              ...(one.by ? { who: words(one.by) } : {}),
            }))}
          />
        </Panel>
      </Stack>
    </>
  );
}

const states = { done: 'done', now: 'now', ahead: 'later', stopped: 'halted' } as const;

function Steps({ view }: { view: InquiryView }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  return (
    <StepLine
      label={t('step.label')}
      steps={view.steps.map(({ step, state, at, by }) => ({
        key: step,
        title: t(`step.${step === 'agreed' && view.permission === 'notice' ? 'noticed' : step}`),
        state: states[state],
        note:
          at || by ? (
            <>
              {by ? words(by) : null}
              {by && at ? ' · ' : null}
              {at ? <Clock at={at} /> : null}
            </>
          ) : undefined,
      }))}
    />
  );
}
