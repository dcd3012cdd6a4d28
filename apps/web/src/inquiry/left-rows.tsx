import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { useWords } from '../ui/words.js';
import type { BulkOutcome } from './answers.js';

/** How many rows an act for many has done, and which it left and why. */
export function LeftRows({ outcome }: { outcome: BulkOutcome }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  return (
    <Panel title={t('left.title')}>
      <Stack gap="small">
        <p role="status">{t('left.done', { count: outcome.done })}</p>
        {outcome.left.length > 0 ? (
          <>
            <p>{t('left.left', { count: outcome.left.length })}</p>
            <ul>
              {outcome.left.map((row) => (
                <li key={row.inquiryId}>
                  <Link to="/inquiries/$inquiryId" params={{ inquiryId: row.inquiryId }}>
                    {t('row.number', { row: row.rowNumber })}
                  </Link>
                  {t('colon')}
                  {words(row.words)}
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </Stack>
    </Panel>
  );
}
