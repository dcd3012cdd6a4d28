import { type AnswerOf, deskProofKinds, type documentKinds, ownPageEndpoints } from '@gatehouse/contract';
import { Button, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { checkDocumentNumber } from '../ui/document-check.js';
import { DocumentNumberField } from '../ui/document-number-field.js';
import { fieldProblem, problemOf } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { markMove, PageTitle } from '../ui/page-title.js';
import { useWords } from '../ui/words.js';
import { useChoices, useTitleOf } from './choices.js';
import { DeskCodeSheet } from './desk-code-sheet.js';
import { useInquiryOptions } from './use-inquiry-options.js';

type DeskCode = AnswerOf<typeof ownPageEndpoints.issueCode>;
type ProofKind = (typeof deskProofKinds)[number];
type DocumentKind = (typeof documentKinds)[number];

/**
 * The desk for people who want to know what was asked about them: the officer looks at the document, and gives a code on paper.
 * The desk learns nothing of what is held, and keeps nothing on the screen.
 */
export function DeskCodePage() {
  const { t } = useTranslation('inquiry');
  const [given, setGiven] = useState<DeskCode>();
  const done = (): void => {
    markMove();
    setGiven(undefined);
  };
  return (
    <>
      <PageTitle title={t('desk.title')} lead={t('desk.lead')} />
      {given === undefined ? (
        <DeskCodeForm
          onGiven={(code) => {
            markMove();
            setGiven(code);
          }}
        />
      ) : (
        <DeskCodeSheet given={given} onDone={done} />
      )}
    </>
  );
}

function DeskCodeForm({ onGiven }: { onGiven: (code: DeskCode) => void }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const choices = useChoices();
  const options = useInquiryOptions();
  const titleOf = useTitleOf();
  const [name, setName] = useState('');
  const [type, setType] = useState<DocumentKind>('resident_id');
  const [number, setNumber] = useState('');
  const [proof, setProof] = useState<ProofKind>();
  const [isAsked, setIsAsked] = useState(false);
  const give = useAct(ownPageEndpoints.issueCode, { say: t('desk.given'), onDone: onGiven });
  const said = (path: string): string | undefined => {
    const found = fieldProblem(give.error, path);
    return found ? words(found) : undefined;
  };
  const send = (): void => {
    setIsAsked(true);
    if (name.trim() === '' || number === '' || proof === undefined) return;
    give.mutate({ body: { name, document: { type, number }, proof } });
  };
  return (
    <Form
      label={t('desk.title')}
      onSend={send}
      problem={give.error ? problemOf(give.error) : undefined}
      actions={
        <Button type="primary" htmlType="submit" loading={give.isPending}>
          {t('desk.act')}
        </Button>
      }
    >
      <FieldGroup
        label={t('desk.proof')}
        hint={t('desk.proofHint')}
        problem={isAsked && proof === undefined ? t('desk.proofMissing') : undefined}
      >
        <Radio.Group
          vertical
          value={proof ?? null}
          options={deskProofKinds.map((kind) => ({ value: kind, label: titleOf(options?.identityProofs, kind) }))}
          onChange={(event) => setProof(event.target.value as ProofKind)}
        />
      </FieldGroup>
      <Field label={t('draft.documentType')}>
        {(wiring) => (
          <Select {...wiring} value={type} options={choices(options?.documentTypes ?? [])} onChange={setType} />
        )}
      </Field>
      <DocumentNumberField
        value={number}
        onChange={setNumber}
        check={(typed) => checkDocumentNumber(type, typed)}
        problem={said('document.number') ?? (isAsked && number === '' ? t('desk.numberMissing') : undefined)}
      />
      <Field
        label={t('draft.name')}
        hint={t('desk.nameHint')}
        problem={said('name') ?? (isAsked && name.trim() === '' ? t('desk.nameMissing') : undefined)}
      >
        {(wiring) => (
          <Input
            {...wiring}
            value={name}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </Form>
  );
}
