import { emergencyLookEndpoints, type EmergencyProhibition } from '@gatehouse/contract';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '../app/use-endpoint.js';
import { problemOf } from '../ui/failure.js';
import { FactList } from '../ui/fact-list.js';
import { Stack } from '../ui/stack.js';
import { EmptyState, ErrorState, ListSkeleton } from '../ui/states.js';
import { useWords } from '../ui/words.js';

/** What an open look shows, once its owner asks for it: every reading stands in the log. */
export function EmergencyLookContent({ id }: { id: string }) {
  const { t } = useTranslation('access');
  const [isShown, setIsShown] = useState(false);
  if (isShown) return <Shown id={id} />;
  return (
    <div>
      <Button type="primary" onClick={() => setIsShown(true)}>
        {t('emergency.content.show')}
      </Button>
    </div>
  );
}

function Shown({ id }: { id: string }) {
  const { t } = useTranslation('access');
  const shown = useEndpoint(emergencyLookEndpoints.prohibitions, { params: { id } });
  if (shown.isPending) return <ListSkeleton />;
  if (shown.error) return <ErrorState problem={problemOf(shown.error)} onRepeat={() => void shown.refetch()} />;
  if (shown.data.items.length === 0)
    return <EmptyState title={t('emergency.content.nothing')} next={t('emergency.content.nothingNext')} />;
  return (
    <Stack>
      {shown.data.items.map((one, place) => (
        <Order key={String(place)} one={one} />
      ))}
    </Stack>
  );
}

function Order({ one }: { one: EmergencyProhibition }) {
  const { t } = useTranslation('access');
  const words = useWords();
  const posts = one.posts.map(words).join(t('emergency.content.separator'));
  return (
    <FactList
      facts={[
        { key: 'regime', name: t('emergency.content.order'), value: words(one.regime) },
        { key: 'state', name: t('emergency.content.state'), value: t(`emergency.content.states.${one.state}`) },
        { key: 'from', name: t('emergency.content.from'), value: words(one.from) },
        { key: 'until', name: t('emergency.content.until'), value: words(one.until) },
        { key: 'posts', name: t('emergency.content.posts'), value: posts || t('emergency.content.allPosts') },
        { key: 'keptBy', name: t('emergency.content.keptBy'), value: words(one.keptBy) },
        ...one.placements.map(({ unit, postClass, fromDate }, place) => ({
          key: `placement-${String(place)}`,
          name: t('emergency.content.placed'),
          value: `${words(unit)} · ${words(postClass)} · ${fromDate}`,
        })),
      ]}
    />
  );
}
