import { type JournalEntryView, journalEndpoints, wordsOfAct } from '@gatehouse/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { announce } from '../ui/announcements.js';
import { CopyButton } from '../ui/buttons.js';
import { Clock } from '../ui/clock.js';
import { problemOf } from '../ui/failure.js';
import { FactList } from '../ui/fact-list.js';
import { Icon } from '../ui/icon.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState, PageSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';
import { ActName } from './act-name.js';
import { ChangedEntry } from './changed-entry.js';
import styles from './checkpoint.module.css';
import { ActorName, ObjectName } from './log-names.js';
import { OutcomeTag } from './outcome-tag.js';
import { type EntryProof, isProvable, type ProvableEntry, type Proven, proveEntry } from './prove.js';

const route = getRouteApi('/signed-in/journal/$entryId');

/** One entry, opened, with what proves it. */
export function EntryPage() {
  const { entryId } = route.useParams();
  const { t } = useTranslation('journal');
  const words = useWords();
  const read = useEndpoint(journalEndpoints.readEntry, { params: { id: entryId } });
  if (read.isPending) return <PageSkeleton />;
  if (read.error) {
    return (
      <>
        <PageTitle title={t('entry')} />
        <ErrorState problem={problemOf(read.error)} onRepeat={() => void read.refetch()} />
      </>
    );
  }
  const entry = read.data;
  return (
    <>
      <PageTitle
        title={entry.act === null ? t('entry') : words(wordsOfAct(entry.act))}
        state={entry.outcome === null ? null : <OutcomeTag outcome={entry.outcome} />}
        clock={entry.at === null ? null : <Clock at={entry.at} exact />}
        lead={t('entryLead')}
      />
      <Stack gap="large">
        {entry.changed.length === 0 ? null : <ChangedEntry changed={entry.changed} />}
        <Panel title={t('facts')}>
          <EntryFacts entry={entry} />
        </Panel>
        {isProvable(entry) ? <Prove entry={entry} onReadAgain={() => void read.refetch()} /> : null}
        {entry.canonical === null ? null : <Opened canonical={entry.canonical} />}
      </Stack>
    </>
  );
}

function Opened({ canonical }: { canonical: string }) {
  const { t } = useTranslation('journal');
  return (
    <Panel title={t('opened')}>
      <Stack>
        <p>{t('openedLead')}</p>
        <pre className={styles.text} tabIndex={0}>
          {canonical.trimEnd()}
        </pre>
      </Stack>
    </Panel>
  );
}

function EntryFacts({ entry }: { entry: JournalEntryView }) {
  const { t, i18n } = useTranslation('journal');
  const number = new Intl.NumberFormat(i18n.language);
  const { act, actor, object } = entry;
  const none = act === null ? t('changed.lost') : t('none');
  return (
    <FactList
      facts={[
        { key: 'act', name: t('act'), value: act === null ? none : <ActName act={act} /> },
        { key: 'actor', name: t('actor'), value: actor === null ? none : <ActorName actor={actor} /> },
        { key: 'object', name: t('object'), value: object === null ? none : <ObjectName {...object} /> },
        { key: 'purpose', name: t('purpose'), value: entry.purpose ?? none },
        { key: 'authority', name: t('authority'), value: entry.authority ?? none },
        { key: 'place', name: t('place'), value: entry.index === null ? t('waiting') : number.format(entry.index) },
      ]}
    />
  );
}

function Prove({ entry, onReadAgain }: { entry: ProvableEntry; onReadAgain: () => void }) {
  const { t } = useTranslation('journal');
  const words = useWords();
  const head = useEndpoint(journalEndpoints.readHead, {});
  const [proof, setProof] = useState<Proven<EntryProof>>();
  const prove = (verifierKey: string): void => {
    const result = proveEntry(entry, verifierKey);
    setProof(result);
    announce(result.ok ? t('prove.fits') : words(result.words));
  };
  return (
    <Panel title={t('prove.title')}>
      <Stack>
        <p>{t('prove.lead')}</p>
        {head.error ? <ErrorState problem={problemOf(head.error)} onRepeat={() => void head.refetch()} /> : null}
        {proof ? <ProofResult proof={proof} /> : null}
        <Line>
          <Button
            type="primary"
            icon={<Icon of="proof" />}
            loading={head.isPending}
            disabled={!head.data}
            onClick={() => {
              if (head.data) prove(head.data.verifierKey);
            }}
          >
            {t('prove.act')}
          </Button>
          {entry.receipt === null ? (
            <Button icon={<Icon of="repeat" />} onClick={onReadAgain}>
              {t('prove.again')}
            </Button>
          ) : (
            <CopyButton text={entry.receipt} label={t('prove.copy')} />
          )}
        </Line>
      </Stack>
    </Panel>
  );
}

function ProofResult({ proof }: { proof: Proven<EntryProof> }) {
  const { t, i18n } = useTranslation('journal');
  const words = useWords();
  const number = new Intl.NumberFormat(i18n.language);
  if (!proof.ok) {
    return (
      <p>
        <Icon of="problem" /> <strong>{t('prove.fails')}</strong> {words(proof.words)}
      </p>
    );
  }
  const { index, size, origin } = proof.value;
  return (
    <>
      <p>
        <Icon of="proof" /> <strong>{t('prove.fits')}</strong>
      </p>
      <ol>
        <li>{t('prove.step1')}</li>
        <li>{t('prove.step2', { index: number.format(index), size: number.format(size) })}</li>
        <li>{t('prove.step3', { origin })}</li>
      </ol>
    </>
  );
}
