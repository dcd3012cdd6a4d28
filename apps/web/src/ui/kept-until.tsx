import type { Kept } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { Clock } from './clock.js';
import { useDay } from './words.js';

/** Until when a document about people is kept, from the announcement of its erasure on; afterwards that it was erased, and when. */
export function KeptUntil({ kept: { until, erasedAt } }: { kept: Kept }) {
  const { t } = useTranslation('ui');
  const dayOf = useDay();
  if (erasedAt === undefined) return t('kept.until', { day: dayOf(until) });
  return (
    <>
      {t('kept.erased')} <Clock at={erasedAt} />
    </>
  );
}

/** Until when a file with people in it is kept; nothing before its erasure is announced, nor after it, which is said elsewhere. */
export function KeptFile({ kept }: { kept: Kept | undefined }) {
  const { t } = useTranslation('ui');
  if (kept === undefined || kept.erasedAt !== undefined) return null;
  return (
    <p>
      {t('kept.file')} <KeptUntil kept={kept} />
    </p>
  );
}
