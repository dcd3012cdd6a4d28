import { LookPurpose, registryEndpoints } from '@gatehouse/contract';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useAct } from '../app/use-endpoint.js';
import { PageTitle } from '../ui/page-title.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { EmptyState } from '../ui/states.js';
import { type AskedLook, LookForm } from './look-form.js';

type Purpose = z.infer<typeof LookPurpose>;

/** Finds one person by exact number, for a purpose. There is no search by name: nobody leafs through the registry. */
export function FindPersonPage() {
  const { t } = useTranslation('registry');
  return (
    <>
      <PageTitle title={t('find.title')} lead={t('find.lead')} />
      <Panel title={t('find.panel')}>
        <FindForm />
      </Panel>
    </>
  );
}

function FindForm() {
  const { t } = useTranslation('registry');
  const navigate = useNavigate();
  const act = useAct(registryEndpoints.searchPerson);
  const find = (look: AskedLook<Purpose>): void => {
    const open = ({ personId }: { readonly personId: string | null }): void => {
      const search = { purpose: look.purpose };
      if (personId) void navigate({ to: '/registry/persons/$personId', params: { personId }, search });
    };
    act.mutate({ body: look }, { onSuccess: open });
  };
  return (
    <Stack gap="large">
      <LookForm
        label={t('find.panel')}
        act={t('find.act')}
        referenceHint={t('find.referenceHint')}
        purposes={LookPurpose.options.map((value) => ({ value, label: t(`purpose.${value}`) }))}
        isPending={act.isPending}
        error={act.error}
        onSend={find}
      />
      {act.data?.personId === null ? <EmptyState title={t('find.nobody')} next={t('find.nobodyNext')} /> : null}
    </Stack>
  );
}
