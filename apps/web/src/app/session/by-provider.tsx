import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../../ui/failure.js';
import { Form } from '../../ui/form.js';
import { goToProvider } from './provider.js';

type ByProviderProps = {
  /** What people call the provider. */
  readonly name: string;
  /** The page that was asked for. */
  readonly next: string | undefined;
};

/** Sends somebody to the identity provider of their authority. */
export function ByProvider({ name, next }: ByProviderProps) {
  const { t } = useTranslation('app');
  const act = useMutation({ mutationFn: () => goToProvider(next) });
  return (
    <Form
      label={t('provider.act', { name })}
      onSend={() => act.mutate()}
      problem={act.error ? problemOf(act.error) : undefined}
      actions={
        <Button htmlType="submit" size="large" block loading={act.isPending}>
          {t('provider.act', { name })}
        </Button>
      }
    >
      {null}
    </Form>
  );
}
