import { sessionEndpoints } from '@gatehouse/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../app/session/session.js';
import { useAct } from '../app/use-endpoint.js';
import { fieldProblem, problemOf } from '../ui/failure.js';
import { Field } from '../ui/field.js';
import { Form } from '../ui/form.js';
import { Stack } from '../ui/stack.js';
import { useWords } from '../ui/words.js';

const leastLength = 12;
const nothing = { current: '', next: '', again: '' };

/** Changes the own password; every other session ends. */
export function PasswordForm() {
  const { t } = useTranslation('access');
  const words = useWords();
  const queries = useQueryClient();
  const router = useRouter();
  const [typed, setTyped] = useState(nothing);
  const [isAsked, setIsAsked] = useState(false);
  const act = useAct(sessionEndpoints.changePassword, {
    refresh: [sessionEndpoints.listSessions],
    say: t('password.done'),
    onDone: () => {
      setTyped(nothing);
      setIsAsked(false);
      // A password of their own may open roles that ask for a second factor: the way there is looked at again.
      void queries.invalidateQueries(sessionQuery).then(() => router.invalidate());
    },
  });
  const problems = {
    current: typed.current === '' ? t('password.currentMissing') : undefined,
    next: typed.next.length < leastLength ? t('password.tooShort') : undefined,
    again: typed.again === typed.next ? undefined : t('password.differs'),
  };
  const send = (): void => {
    setIsAsked(true);
    if (Object.values(problems).some((problem) => problem !== undefined)) return;
    act.mutate({ body: { current: typed.current, next: typed.next } });
  };
  const refused = fieldProblem(act.error, 'next');
  return (
    <Stack>
      {act.isSuccess && !isAsked ? <p role="status">{t('password.done')}</p> : null}
      <Form
        label={t('password.title')}
        onSend={send}
        problem={act.error ? problemOf(act.error) : undefined}
        actions={
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {t('password.act')}
          </Button>
        }
      >
        {(['current', 'next', 'again'] as const).map((name) => (
          <Field
            key={name}
            label={t(`password.${name}`)}
            hint={name === 'next' ? t('password.hint') : undefined}
            problem={
              isAsked ? (problems[name] ?? (name === 'next' && refused ? words(refused) : undefined)) : undefined
            }
          >
            {(wiring) => (
              <Input
                {...wiring}
                type="password"
                value={typed[name]}
                autoComplete={name === 'current' ? 'current-password' : 'new-password'}
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </Form>
    </Stack>
  );
}
