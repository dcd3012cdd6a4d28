import { gapEndpoints, type GapTask, workforceExportEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { call, download } from '../app/api.js';
import { PrintButton } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { CursorList } from '../ui/cursor-list.js';
import { PageTitle } from '../ui/page-title.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState } from '../ui/states.js';
import { StatusTag } from '../ui/status-tag.js';
import { useWords } from '../ui/words.js';
import { ExportControl } from './export-control.js';
import { GapActs } from './gap-acts.js';

/** What is missing at the own unit or at the units of the own authority, the worst first. */
export function GapsPage() {
  const { t } = useTranslation('workforce');
  return (
    <>
      <PageTitle
        title={t('gaps.title')}
        lead={t('gaps.lead')}
        actions={
          <>
            <ExportControl leave={(asked) => download(workforceExportEndpoints.gaps, { body: asked })} />
            <PrintButton />
          </>
        }
      />
      <CursorList<GapTask>
        name="gaps"
        label={t('gaps.title')}
        itemKey={({ id }) => id}
        load={({ cursor, signal }) => call(gapEndpoints.list, { query: { cursor } }, { signal })}
        columns={[
          { key: 'what', title: t('gaps.what'), isLead: true, render: (gap) => <What gap={gap} /> },
          { key: 'where', title: t('gaps.where'), render: (gap) => <Where gap={gap} /> },
          { key: 'step', title: t('gaps.step'), render: (gap) => <Step gap={gap} /> },
          { key: 'act', title: t('gaps.act'), render: (gap) => <GapActs gap={gap} /> },
        ]}
        empty={<EmptyState title={t('gaps.empty')} next={t('gaps.emptyNext')} />}
      />
    </>
  );
}

/** Kinds in which a child may be at risk now. */
const stopped: readonly string[] = ['kept_despite_record', 'placed_despite_prohibition'];

function What({ gap: { title, kind } }: { gap: GapTask }) {
  const words = useWords();
  return <StatusTag tone={stopped.includes(kind) ? 'stop' : 'waiting'} word={words(title)} />;
}

function Where({ gap }: { gap: GapTask }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const { unit, name, postClass, missing, since, rests, stillThere, check } = gap;
  return (
    <Stack gap="small">
      <strong>{words(unit)}</strong>
      {name ? <span>{postClass ? t('gaps.person', { name, post: words(postClass) }) : name}</span> : null}
      {missing === undefined ? null : <span>{t('gaps.missing', { count: missing })}</span>}
      <span>{words(gap.words)}</span>
      <span>{t('gaps.since', { since, rests: words(rests) })}</span>
      {check ? <span>{words(check.words)}</span> : null}
      {stillThere ? null : <span>{t('gaps.gone')}</span>}
    </Stack>
  );
}

function Step({ gap: { step, escalatedAt, owedAt, procuratorate, written, bands } }: { gap: GapTask }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  return (
    <Stack gap="small">
      <span>{t('gaps.place', { number: step.number, of: step.of })}</span>
      <span>{words(step.title)}</span>
      <span>{t('gaps.by', { by: words(step.responsible) })}</span>
      <Clock at={step.dueAt} kind="due" />
      {escalatedAt ? <span>{t('gaps.escalated')}</span> : null}
      {owedAt ? (
        <Line>
          <StatusTag tone="waiting" word={t('gaps.owed')} />
        </Line>
      ) : null}
      {procuratorate ? <AtProcuratorate procuratorate={procuratorate} /> : null}
      {written.map(({ title, words: text, at }) => (
        <p key={at}>
          {words(title)}: {text}
        </p>
      ))}
      {bands.length > 0 ? (
        <details>
          <summary>{t('gaps.bands')}</summary>
          <ul>
            {bands.map((band) => (
              <li key={band.title.en}>
                {words(band.title)}: {words(band.words)}
              </li>
            ))}
          </ul>
          <p>{t('gaps.notImposed')}</p>
        </details>
      ) : null}
    </Stack>
  );
}

/** Which procuratorate has it, and how far it is there; what it decided is not the platform's to know. */
function AtProcuratorate({ procuratorate }: { procuratorate: NonNullable<GapTask['procuratorate']> }) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const { name, since, takenAt, closedAt } = procuratorate;
  return (
    <span>
      {t(closedAt ? 'gaps.closedThere' : takenAt ? 'gaps.inHandThere' : 'gaps.there', { name: words(name) })}{' '}
      <Clock at={closedAt ?? takenAt ?? since} />
    </span>
  );
}
