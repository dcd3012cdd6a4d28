import { journalEndpoints, type LogHead } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { CopyButton } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { FactList } from '../ui/fact-list.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, RecordSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { useComparisonFacts } from './comparison-facts.js';
import { checkHead } from './prove.js';
import { useWitnessFacts } from './witness-facts.js';
import styles from './checkpoint.module.css';

/** The signed head of the log, its signatures checked here, and the key to check them elsewhere. */
export function Checkpoint() {
  const { t } = useTranslation('journal');
  const head = useEndpoint(journalEndpoints.readHead, {});
  return (
    <Panel title={t('checkpoint.title')}>
      {head.isPending ? <RecordSkeleton /> : null}
      {head.error ? <ErrorState problem={problemOf(head.error)} onRepeat={() => void head.refetch()} /> : null}
      {head.data ? <Head head={head.data} /> : null}
    </Panel>
  );
}

function Head({ head }: { head: LogHead }) {
  const { t, i18n } = useTranslation('journal');
  const witnessFacts = useWitnessFacts();
  const comparisonFacts = useComparisonFacts();
  const words = useWords();
  const number = new Intl.NumberFormat(i18n.language);
  if (head.checkpoint === null) return <EmptyState title={t('checkpoint.none')} next={t('checkpoint.noneNext')} />;
  const checked = checkHead(head.checkpoint, head.verifierKey);
  return (
    <Stack>
      <FactList
        facts={[
          { key: 'origin', name: t('checkpoint.origin'), value: head.origin },
          { key: 'size', name: t('checkpoint.size'), value: number.format(head.size) },
          { key: 'waiting', name: t('checkpoint.waiting'), value: number.format(head.waiting) },
          {
            key: 'signed',
            name: t('checkpoint.signature'),
            value: checked.ok
              ? t('checkpoint.fits', { key: checked.value.logSignatures.map(({ name }) => name).join(', ') })
              : words(checked.words),
          },
          ...witnessFacts(head.witnesses),
          ...comparisonFacts(head.comparison),
          ...head.closed.map((gap) => ({
            key: gap.origin,
            name: t('checkpoint.gap'),
            value: t('checkpoint.gapWords', {
              origin: gap.origin,
              size: number.format(gap.size),
              held: number.format(gap.held),
              reason: gap.reason,
            }),
          })),
        ]}
      />
      <details>
        <summary>{t('checkpoint.text')}</summary>
        <pre className={styles.text} tabIndex={0}>
          {head.checkpoint}
        </pre>
        <Line>
          <CopyButton text={head.checkpoint} label={t('checkpoint.copy')} />
          <CopyButton text={head.verifierKey} label={t('checkpoint.copyKey')} />
        </Line>
      </details>
    </Stack>
  );
}
