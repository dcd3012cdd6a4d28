import { type BulkDeed, bulkEndpoints } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { ProgressPanel, type ProgressState } from '../ui/progress-panel.js';
import { Stack } from '../ui/stack.js';
import { useWords } from '../ui/words.js';
import { LeftRows } from './left-rows.js';

const states: Readonly<Record<BulkDeed['state'], ProgressState>> = {
  WORKING: 'running',
  STOPPED: 'stopped',
  HELD: 'stopped',
  DONE: 'finished',
};

type DeedProgressProps = { readonly deed: BulkDeed; readonly onChanged: (deed: BulkDeed) => void };

/** A deed for many rows: how far it is, stop and go on, and the rows it left with their reasons. */
export function DeedProgress({ deed, onChanged }: DeedProgressProps) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const stop = useAct(bulkEndpoints.stop, { onDone: onChanged });
  const resume = useAct(bulkEndpoints.resume, { onDone: onChanged });
  const given = { params: { id: deed.id }, body: { version: deed.version } };
  const failure = stop.error ?? resume.error;
  const { rows, done, left } = deed.progress;
  return (
    <Stack>
      <ProgressPanel
        title={t(`deed.${deed.kind}`)}
        state={states[deed.state]}
        done={done + left}
        total={rows}
        counts={[
          { key: 'done', label: t('deed.done'), value: done },
          { key: 'left', label: t('deed.left'), value: left },
        ]}
        problem={failure ? problemOf(failure) : undefined}
        onStop={() => stop.mutate(given)}
        {...(states[deed.state] === 'stopped' ? { onResume: () => resume.mutate(given) } : {})}
      />
      <p role="status">{words(deed.next)}</p>
      {left > 0 ? <LeftRows deed={deed} /> : null}
    </Stack>
  );
}
