import { type AnswerOf, tipEndpoints } from '@gatehouse/contract';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../app/api.js';
import { newIdempotencyKey } from '../app/request.js';
import { useLinkAct } from '../consent/use-link-act.js';
import { PlainButton } from '../ui/plain/plain-button.js';
import { PlainField } from '../ui/plain/plain-field.js';
import { PlainProblem } from '../ui/plain/plain-problem.js';
import { PlainSelect } from '../ui/plain/plain-select.js';
import { useWords } from '../ui/words.js';
import styles from './tip.module.css';

type Options = AnswerOf<typeof tipEndpoints.options>;

/** Where and what; only the place is needed. */
export function TipForm({ onSent }: { onSent: (code: string) => void }) {
  const { t } = useTranslation('tip');
  const words = useWords();
  const { kinds, areas } = useOptions();
  const [place, setPlace] = useState('');
  const [area, setArea] = useState('');
  const [kind, setKind] = useState('');
  const [seen, setSeen] = useState('');
  const [contact, setContact] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const send = useLinkAct();
  // The same words sent again, since no answer came, are the same tip.
  const intention = useRef({ content: '', key: '' });
  const isPlaced = place.trim() !== '';
  const enter = (): void => {
    setIsAsked(true);
    if (!isPlaced) return;
    const said = Object.entries({ area, kind, seen: seen.trim(), contact: contact.trim() });
    const given = Object.fromEntries(said.filter(([, value]) => value !== ''));
    const body = { place: place.trim(), ...given };
    const content = JSON.stringify(body);
    if (intention.current.content !== content) intention.current = { content, key: newIdempotencyKey() };
    void send.run(async () =>
      onSent((await call(tipEndpoints.send, { body }, { idempotencyKey: intention.current.key })).code),
    );
  };
  const titled = (rows: Options['kinds']) => rows.map(({ id, title }) => ({ value: id, label: words(title) }));
  return (
    <form
      className={styles.form}
      aria-label={t('title')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        enter();
      }}
    >
      <PlainField
        label={t('place.label')}
        hint={t('place.hint')}
        problem={isAsked && !isPlaced ? t('place.missing') : undefined}
        value={place}
        onChange={setPlace}
        maximumLength={500}
      />
      {areas.length > 0 ? (
        <PlainSelect
          label={t('area.label')}
          none={t('area.none')}
          value={area}
          options={titled(areas)}
          onChange={setArea}
        />
      ) : null}
      {kinds.length > 0 ? (
        <PlainSelect
          label={t('kind.label')}
          none={t('kind.none')}
          value={kind}
          options={titled(kinds)}
          onChange={setKind}
        />
      ) : null}
      <PlainField
        label={t('seen.label')}
        hint={t('seen.hint')}
        value={seen}
        onChange={setSeen}
        isLong
        maximumLength={2000}
      />
      <PlainField
        label={t('contact.label')}
        hint={t('contact.hint')}
        value={contact}
        onChange={setContact}
        maximumLength={200}
      />
      {send.problem ? <PlainProblem problem={send.problem} /> : null}
      <PlainButton type="submit" isPrimary isBusy={send.isBusy}>
        {t('send')}
      </PlainButton>
    </form>
  );
}

/** What can be chosen. A page that cannot get it still sends: nothing of it is needed. */
function useOptions(): Options {
  const [options, setOptions] = useState<Options>({ kinds: [], areas: [] });
  useEffect(() => {
    call(tipEndpoints.options, {}).then(setOptions, () => undefined);
  }, []);
  return options;
}
