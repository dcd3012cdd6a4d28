import type { InquiryView, Problem } from '@gatehouse/contract';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../ui/field.js';
import { useWords } from '../ui/words.js';
import { isSentByOthers } from './choices.js';

/** What a roster has and an inquiry may lack. */
export type ForRoster = { readonly postTitle?: string; readonly supplierCreditCode?: string };

type RosterFieldsProps = {
  readonly view: Pick<InquiryView, 'postTitle' | 'employmentForm'>;
  readonly value: ForRoster;
  readonly onChange: (value: ForRoster) => void;
  readonly problem: Problem | undefined;
};

/** Says that a hire comes onto the roster by itself, and asks once for what the inquiry does not know. */
export function RosterFields({ view, value, onChange, problem }: RosterFieldsProps) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  const problemAt = (path: string): string | undefined => {
    const message = problem?.fields?.find((one) => one.path === path)?.message;
    return message ? words(message) : undefined;
  };
  return (
    <>
      <p>{t('settle.toRoster')}</p>
      {view.postTitle === undefined ? (
        <Field label={t('settle.postTitle')} isOptional problem={problemAt('postTitle')}>
          {(wiring) => (
            <Input
              {...wiring}
              value={value.postTitle ?? ''}
              maxLength={100}
              autoComplete="off"
              onChange={(event) => onChange({ ...value, postTitle: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {isSentByOthers(view.employmentForm) ? (
        <Field
          label={t('settle.supplier')}
          hint={t('settle.supplierHint')}
          isOptional
          problem={problemAt('supplierCreditCode')}
        >
          {(wiring) => (
            <Input
              {...wiring}
              value={value.supplierCreditCode ?? ''}
              maxLength={18}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => onChange({ ...value, supplierCreditCode: event.target.value.toUpperCase() })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
