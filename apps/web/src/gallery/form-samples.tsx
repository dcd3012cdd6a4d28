import { Button, Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../ui/buttons.js';
import { ConfirmReason } from '../ui/confirm-reason.js';
import { DocumentNumberField, type DocumentNumberVerdict } from '../ui/document-number-field.js';
import { localFailure } from '../ui/failure.js';
import { Field, FieldGroup } from '../ui/field.js';
import { FileDrop } from '../ui/file-drop.js';
import { Form } from '../ui/form.js';
import { Panel } from '../ui/panel.js';
import { type ProblemRow, ProblemTable } from '../ui/problem-table.js';
import { Line, Stack } from '../ui/stack.js';

const wrongDigit = {
  en: 'The check digit should be X. Compare it with the document.',
  zh: '校验位应为X，请与证件核对。',
};

const sampleRows: readonly ProblemRow[] = [
  {
    row: 17,
    title: '欧阳予安',
    isSetAside: false,
    problems: [
      { path: 'rows.17', code: 'check-digit', column: '证件号码', value: '100101199003071230', message: wrongDigit },
      {
        path: 'rows.17',
        code: 'date',
        column: '出生日期',
        value: '1990/2/30',
        message: {
          en: 'There is no 30 February. Write 1990-02-28 or the like.',
          zh: '二月没有30日，请按1990-02-28的格式填写。',
        },
      },
    ],
  },
  { row: 9, title: '曾可', isSetAside: true, problems: [] },
];

function checkSample(value: string): DocumentNumberVerdict {
  if (value.length < 18) return { state: 'incomplete' };
  return value.endsWith('X') ? { state: 'fits' } : { state: 'unfit', words: wrongDigit };
}

/** A form, a file, the rows that do not fit, and an act that needs a reason. */
export function FormSamples() {
  const { t } = useTranslation('gallery');
  const [number, setNumber] = useState('100101199003071230');
  const [fitting, setFitting] = useState('10010119900307123X');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Panel title={t('form.title')}>
      <Stack>
        <Form
          label={t('form.title')}
          onSend={() => setIsOpen(true)}
          problem={localFailure('request-invalid').problem}
          actions={
            <>
              <Button type="primary" htmlType="submit">
                {t('form.send')}
              </Button>
              <Button>{t('form.save')}</Button>
            </>
          }
        >
          <Field label={t('record.person')} hint={t('form.nameHint')}>
            {(wiring) => <Input {...wiring} autoComplete="off" />}
          </Field>
          <DocumentNumberField value={number} onChange={setNumber} check={checkSample} />
          <DocumentNumberField value={fitting} onChange={setFitting} check={checkSample} />
          <Field label={t('record.post')} isOptional>
            {(wiring) => (
              <Select
                {...wiring}
                options={[{ value: 'teacher', label: t('record.postValue') }]}
                defaultValue="teacher"
              />
            )}
          </Field>
          <FieldGroup label={t('form.how')} problem={t('form.howMissing')}>
            <Radio.Group
              options={[
                { value: 'seen', label: t('form.seen') },
                { value: 'chip', label: t('form.chip') },
              ]}
            />
          </FieldGroup>
        </Form>
        <FileDrop
          label={t('form.file')}
          endings={['.xlsx', '.csv', '.tsv']}
          maximumBytes={20 * 1_048_576}
          onFile={() => undefined}
        />
        <SampleRows />
        <Line>
          <CopyButton text="https://gatehouse.example/c/7K3M-91QX" />
        </Line>
        <ConfirmReason
          isOpen={isOpen}
          title={t('form.return')}
          consequence={t('form.consequence')}
          act={t('form.returnAct')}
          onConfirm={() => setIsOpen(false)}
          onCancel={() => setIsOpen(false)}
        />
      </Stack>
    </Panel>
  );
}

function SampleRows() {
  const { t } = useTranslation('gallery');
  const [rows, setRows] = useState(sampleRows);
  return (
    <ProblemTable
      label={t('form.rows')}
      rows={rows}
      onMend={(row, column, value) =>
        setRows(
          rows.map((one) =>
            one.row !== row
              ? one
              : { ...one, problems: one.problems.map((two) => (two.column === column ? { ...two, value } : two)) },
          ),
        )
      }
      onSetAside={(row, isSetAside) => setRows(rows.map((one) => (one.row === row ? { ...one, isSetAside } : one)))}
    />
  );
}
