import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Stack } from '../ui/stack.js';
import { ErrorState } from '../ui/states.js';
import { useWords } from '../ui/words.js';

type Words = { readonly en: string; readonly zh: string };

/** Authorities to which something can be handed on. */
export type Areas = readonly { readonly id: string; readonly title: Words }[];

type DialogProps = {
  readonly title: string;
  readonly lead: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
};

type OutcomeProps<Outcome extends string> = DialogProps & {
  readonly act: string;
  readonly outcomes: readonly { readonly value: Outcome; readonly label: string }[];
  readonly onSend: (outcome: Outcome, note: string) => void;
};

/** An authority says what became of something: one outcome of a list, and what was found. */
export function OutcomeDialog<Outcome extends string>(props: OutcomeProps<Outcome>) {
  const { title, lead, act, outcomes, isBusy, error, onSend, onClose } = props;
  const { t } = useTranslation('workforce');
  const [outcome, setOutcome] = useState(outcomes[0]?.value);
  const [note, setNote] = useState('');
  return (
    <Modal
      open
      title={title}
      okText={act}
      cancelText={t('form.cancel')}
      confirmLoading={isBusy}
      okButtonProps={{ disabled: note.trim() === '' }}
      onOk={() => {
        if (outcome !== undefined) onSend(outcome, note.trim());
      }}
      onCancel={onClose}
    >
      <Stack>
        <p>{lead}</p>
        <Field label={t('outcome.what')}>
          {(wiring) => (
            <Select
              {...wiring}
              {...(outcome === undefined ? {} : { value: outcome })}
              onChange={setOutcome}
              options={[...outcomes]}
            />
          )}
        </Field>
        <Field label={t('outcome.note')} hint={t('outcome.noteHint')}>
          {(wiring) => (
            <Input.TextArea
              {...wiring}
              rows={3}
              maxLength={2000}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        {error ? <ErrorState problem={problemOf(error)} /> : null}
      </Stack>
    </Modal>
  );
}

type HandOnProps = DialogProps & { readonly areas: Areas; readonly onSend: (area: string) => void };

/** Hands something on to another authority of the system. */
export function HandOnDialog({ title, lead, areas, isBusy, error, onSend, onClose }: HandOnProps) {
  const { t } = useTranslation('workforce');
  const words = useWords();
  const [area, setArea] = useState<string>();
  return (
    <Modal
      open
      title={title}
      okText={t('outcome.handOn')}
      cancelText={t('form.cancel')}
      confirmLoading={isBusy}
      okButtonProps={{ disabled: area === undefined }}
      onOk={() => {
        if (area !== undefined) onSend(area);
      }}
      onCancel={onClose}
    >
      <Stack>
        <p>{lead}</p>
        <Field label={t('outcome.to')}>
          {(wiring) => (
            <Select
              {...wiring}
              showSearch
              optionFilterProp="label"
              {...(area === undefined ? {} : { value: area })}
              onChange={setArea}
              options={areas.map(({ id, title: name }) => ({ value: id, label: words(name) }))}
            />
          )}
        </Field>
        {error ? <ErrorState problem={problemOf(error)} /> : null}
      </Stack>
    </Modal>
  );
}
