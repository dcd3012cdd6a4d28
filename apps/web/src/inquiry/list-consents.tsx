import { type BatchView, batchEndpoints, inquiryEndpoints } from '@gatehouse/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { useAct } from '../app/use-endpoint.js';
import { PrintButton } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import { useLanguage } from '../ui/words.js';
import { contactOf } from './contact.js';
import type { BulkOutcome, InquiryLine } from './answers.js';
import styles from './list-consents.module.css';
import { LetterBody } from './personal-letter.js';

type ListConsentsProps = { readonly list: BatchView; readonly onDone: (outcome: BulkOutcome) => void };

type PrintedLetter = { readonly name: string; readonly link: string; readonly code: string };

const rowsAtOnce = 50;

/** Asks many for consent: each by their own phone or e-mail, the others by a printed letter. */
export function ListConsents({ list, onDone }: ListConsentsProps) {
  const { t } = useTranslation('inquiry');
  const [isOpen, setIsOpen] = useState(false);
  const [letters, setLetters] = useState<readonly PrintedLetter[]>([]);
  return (
    <Panel title={t('list.consents')}>
      <Stack>
        <p>{t('list.consentsLead')}</p>
        {letters.length > 0 ? <Letters letters={letters} onDone={() => setLetters([])} /> : null}
        {isOpen ? (
          <Contacts
            list={list}
            onDone={(outcome, printed) => {
              setIsOpen(false);
              setLetters(printed);
              onDone(outcome);
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

type ContactsProps = {
  readonly list: BatchView;
  readonly onDone: (outcome: BulkOutcome, letters: readonly PrintedLetter[]) => void;
};

function Contacts({ list, onDone }: ContactsProps) {
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
    say: t('said.consentAsked'),
    onDone: ({ printed, ...outcome }) => {
      const nameOf = new Map(items.map(({ id, name }) => [id, name]));
      onDone(
        outcome,
        printed.map(({ inquiryId, ...letter }) => ({ ...letter, name: nameOf.get(inquiryId) ?? '' })),
      );
    },
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

function Letters({ letters, onDone }: { letters: readonly PrintedLetter[]; onDone: () => void }) {
  const { t } = useTranslation('inquiry');
  return (
    <Stack>
      <p role="status">{t('letter.many', { count: letters.length })}</p>
      <Line>
        <PrintButton />
        <Button type="text" onClick={onDone}>
          {t('letter.done')}
        </Button>
      </Line>
      {letters.map((letter) => (
        <div key={letter.link} className={styles.letter}>
          <LetterBody letter={letter} name={letter.name} />
        </div>
      ))}
    </Stack>
  );
}
