import { type InquiryDraft, inquiryEndpoints, type Problem } from '@gatehouse/contract';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readOf } from '../app/use-endpoint.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Icon } from '../ui/icon.js';
import { useSettled } from '../ui/use-settled.js';
import { useWords } from '../ui/words.js';
import type { InquiryOptions } from './answers.js';
import styles from './draft-form.module.css';
import { type DraftEntry, draftOf, missingIn } from './draft-entry.js';
import { PersonFields } from './person-fields.js';
import { TermsFields } from './terms-fields.js';

type DraftFormProps = {
  readonly label: string;
  readonly options: InquiryOptions;
  readonly initial: DraftEntry;
  readonly isBusy: boolean;
  /** Why the server did not take it. */
  readonly problem?: Problem | undefined;
  /** Questions that follow the person, for example how identity was established. */
  readonly children?: ReactNode;
  readonly act: string;
  readonly onSave: (draft: InquiryDraft) => void;
};

/**
 * The draft of a check. The server looks at it while it is filled in, keeps nothing, and says what does not fit; a draft may
 * be kept with its problems, only its name and start day must be there.
 */
export function DraftForm({ label, options, initial, isBusy, problem, children, act, onSave }: DraftFormProps) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const [entry, setEntry] = useState(initial);
  const [isAsked, setIsAsked] = useState(false);
  const found = useDraftCheck(entry);
  const missing = isAsked ? missingIn(entry) : [];
  const problemAt = (path: string): string | undefined => {
    if (path === 'person.name' && missing.includes('name')) return t('draft.missing.name');
    if (path === 'startDate' && missing.includes('startDate')) return t('draft.missing.startDate');
    const message = [...(problem?.fields ?? []), ...(found?.problems ?? [])].find((one) => one.path === path)?.message;
    return message ? words(message) : undefined;
  };
  const save = (): void => {
    setIsAsked(true);
    if (missingIn(entry).length === 0) onSave(draftOf(entry));
  };
  const fields = {
    options,
    entry,
    onChange: (change: Partial<DraftEntry>) => setEntry({ ...entry, ...change }),
    problemAt,
  };
  return (
    <Form
      label={label}
      onSend={save}
      problem={problem}
      actions={
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {act}
        </Button>
      }
    >
      <h2 className={styles.heading}>{t('draft.terms')}</h2>
      <TermsFields {...fields} />
      {found?.permission ? <Advice text={t(`draft.permission.${found.permission}`)} /> : null}
      <h2 className={styles.heading}>{t('draft.person')}</h2>
      <PersonFields {...fields} />
      {found?.guardianNeeded ? <Advice text={t('draft.guardian')} /> : null}
      {found?.notes.map((note) => (
        <Advice key={`${note.path}-${note.code}`} text={words(note.message)} />
      ))}
      {children}
      <Field label={t('draft.remarks')} hint={t('draft.remarksHint')} isOptional problem={problemAt('remarks')}>
        {(wiring) => (
          <Input.TextArea
            {...wiring}
            value={entry.remarks}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            onChange={(event) => fields.onChange({ remarks: event.target.value })}
          />
        )}
      </Field>
    </Form>
  );
}

/** What the server finds in the draft, once the typing pauses. Kept in memory only as long as it is shown. */
function useDraftCheck(entry: DraftEntry) {
  const settled = useSettled(entry, 600);
  const isWorthAsking =
    missingIn(settled).length === 0 && settled.purpose !== '' && settled.documents.some(({ number }) => number !== '');
  const found = useQuery({
    ...readOf(inquiryEndpoints.check, { body: draftOf(settled) }),
    enabled: isWorthAsking,
    gcTime: 0,
    placeholderData: (earlier) => earlier,
  });
  return isWorthAsking ? found.data : undefined;
}

function Advice({ text }: { text: string }) {
  return (
    <p className={styles.advice} role="status">
      <Icon of="information" />
      <span>{text}</span>
    </p>
  );
}
