import { type BatchProgress, batchEndpoints, type BulkDeed, inquiryEndpoints } from '@gatehouse/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import { useLanguage } from '../ui/words.js';
import { contactOf } from './contact.js';
import type { InquiryLine } from './answers.js';
import styles from './list-consents.module.css';

type ListConsentsProps = { readonly list: BatchProgress; readonly onDone: (deed: BulkDeed) => void };

const rowsAtOnce = 50;

/** Asks many for consent: each by their own phone or e-mail, the others by a printed letter. */
export function ListConsents({ list, onDone }: ListConsentsProps) {
  const { t } = useTranslation('inquiry');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel title={t('list.consents')}>
      <Stack>
        <p>{t('list.consentsLead')}</p>
        {isOpen ? (
          <Contacts
            list={list}
            onDone={(deed) => {
              setIsOpen(false);
              onDone(deed);
            }}
          />
        ) : (
          <div>
            <Button onClick={() => setIsOpen(true)}>{t('list.consentsOpen')}</Button>
          </div>
        )}
      </Stack>
    </Panel>
  );
}

function Contacts({ list, onDone }: ListConsentsProps) {
  const { t } = useTranslation('inquiry');
  const language = useLanguage();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [printsRest, setPrintsRest] = useState(false);
  const rows = useInfiniteQuery({
    queryKey: [inquiryEndpoints.list.path, 'to-ask', list.id],
    queryFn: ({ pageParam, signal }) =>
      call(
        inquiryEndpoints.list,
        { query: { batchId: list.id, state: ['DRAFT'], problems: 'without', cursor: pageParam, limit: rowsAtOnce } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const contacts = items.flatMap(({ id }) => {
    const contact = contactOf(typed[id] ?? '', printsRest);
    return contact ? [{ ...contact, inquiryId: id, language }] : [];
  });
  const send = useAct(batchEndpoints.sendConsents, {
    say: t('deed.begun'),
    onDone,
  });
  if (rows.isPending) return <ListSkeleton />;
  if (rows.error) return <ErrorState problem={problemOf(rows.error)} onRepeat={() => void rows.refetch()} />;
  if (items.length === 0) return <p>{t('list.nobodyToAsk')}</p>;
  return (
    <Stack>
      <ol className={styles.rows}>
        {items.map((line) => (
          <Contact
            key={line.id}
            line={line}
            value={typed[line.id] ?? ''}
            onChange={(value) => setTyped({ ...typed, [line.id]: value })}
          />
        ))}
      </ol>
      {rows.hasNextPage ? (
        <div>
          <Button loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
            {t('list.more')}
          </Button>
        </div>
      ) : null}
      <Checkbox checked={printsRest} onChange={(event) => setPrintsRest(event.target.checked)}>
        {t('list.printRest')}
      </Checkbox>
      {send.error ? <ErrorState problem={problemOf(send.error)} /> : null}
      <div>
        <Button
          disabled={contacts.length === 0}
          loading={send.isPending}
          onClick={() => send.mutate({ params: { id: list.id }, body: { contacts } })}
        >
          {t('list.consentsSend', { count: contacts.length })}
        </Button>
      </div>
    </Stack>
  );
}

type ContactProps = { readonly line: InquiryLine; readonly value: string; readonly onChange: (value: string) => void };

function Contact({ line, value, onChange }: ContactProps) {
  const { t } = useTranslation('inquiry');
  const id = useId();
  const isUnfit = value.trim() !== '' && !contactOf(value, false);
  return (
    <li className={styles.row}>
      <label htmlFor={id}>
        {line.rowNumber ? `${t('row.number', { row: line.rowNumber })} · ` : ''}
        {line.name}
      </label>
      <Input
        id={id}
        value={value}
        autoComplete="off"
        placeholder={t('list.contactPlaceholder')}
        aria-invalid={isUnfit}
        aria-describedby={`${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={`${id}-problem`} aria-live="polite">
        {isUnfit ? t('list.contactUnfit') : null}
      </span>
    </li>
  );
}
