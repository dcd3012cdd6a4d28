import { type OrganisationKind, organisationEndpoints, organisationKind, organisationKinds } from '@gatehouse/contract';
import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { useWords } from '../ui/words.js';
import { OrganisationChoice } from './organisation-choice.js';

const texts = ['nameZh', 'nameEn', 'divisionCode'] as const;

/** Enters an organisation: what it is, what it is called, where it lies and under whom. */
export function NewOrganisationDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('access');
  const words = useWords();
  const [kind, setKind] = useState<OrganisationKind>('unit');
  const [typed, setTyped] = useState({ nameZh: '', nameEn: '', divisionCode: '' });
  const [creditCode, setCreditCode] = useState('');
  const [parentId, setParentId] = useState<string>();
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(organisationEndpoints.create, {
    refresh: [organisationEndpoints.list],
    lists: ['organisations'],
    say: t('organisations.made'),
    onDone: onClose,
  });
  const isMissing = (name: (typeof texts)[number]): boolean =>
    name === 'divisionCode' ? !/^\d{6}$/.test(typed.divisionCode) : typed[name].trim() === '';
  const isSupplier = kind === 'supplier';
  const isCodeMissing = isSupplier && creditCode.trim() === '';
  const send = (): void => {
    setIsAsked(true);
    if (texts.some(isMissing) || isCodeMissing) return;
    // A supplier stands under nobody, and is known by its code.
    const place = isSupplier ? { parentId: null, creditCode: creditCode.trim() } : { parentId: parentId ?? null };
    act.mutate({ body: { kind, ...typed, ...place } });
  };
  return (
    <Modal open title={t('organisations.new')} footer={null} onCancel={onClose}>
      <Form
        label={t('organisations.new')}
        onSend={send}
        problem={act.error ? problemOf(act.error) : undefined}
        actions={
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {t('organisations.enter')}
          </Button>
        }
      >
        <Field label={t('organisations.kind')}>
          {(wiring) => (
            <Select
              {...wiring}
              value={kind}
              onChange={setKind}
              options={organisationKinds.map((value) => ({ value, label: words(organisationKind(value).title) }))}
            />
          )}
        </Field>
        {texts.map((name) => (
          <Field
            key={name}
            label={t(`organisations.${name}`)}
            problem={isAsked && isMissing(name) ? t(`organisations.missing.${name}`) : undefined}
          >
            {(wiring) => (
              <Input
                {...wiring}
                value={typed[name]}
                autoComplete="off"
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
        {isSupplier ? (
          <Field
            label={t('organisations.creditCode')}
            hint={t('organisations.creditCodeHint')}
            problem={isAsked && isCodeMissing ? t('organisations.missing.creditCode') : undefined}
          >
            {(wiring) => (
              <Input
                {...wiring}
                value={creditCode}
                autoComplete="off"
                maxLength={40}
                onChange={(event) => setCreditCode(event.target.value)}
              />
            )}
          </Field>
        ) : (
          <Field label={t('organisations.parent')} isOptional>
            {(wiring) => <OrganisationChoice wiring={wiring} value={parentId} onChange={setParentId} />}
          </Field>
        )}
      </Form>
    </Modal>
  );
}
