import { type BulkDeed, bulkEndpoints } from '@gatehouse/contract';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAct, useEndpoint } from '../app/use-endpoint.js';
import { PrintButton } from '../ui/buttons.js';
import { problemOf } from '../ui/failure.js';
import { Panel } from '../ui/panel.js';
import { Line, Stack } from '../ui/stack.js';
import { ErrorState, ListSkeleton } from '../ui/states.js';
import styles from './list-consents.module.css';
import { LetterBody } from './personal-letter.js';

const lettersAtOnce = 100;

/** Letters that a deed has for printing, a stack at a time. They wait here until they are said to be handed over. */
export function DeedLetters({ deed, onDone }: { deed: BulkDeed; onDone: (deed: BulkDeed) => void }) {
  const { t } = useTranslation('inquiry');
  const letters = useEndpoint(bulkEndpoints.letters, { params: { id: deed.id }, query: { limit: lettersAtOnce } });
  const forget = useAct(bulkEndpoints.lettersPrinted, { refresh: [bulkEndpoints.letters], onDone });
  if (letters.isPending) return <ListSkeleton />;
  if (letters.error) {
    return <ErrorState problem={problemOf(letters.error)} onRepeat={() => void letters.refetch()} />;
  }
  const { items } = letters.data;
  if (items.length === 0) return null;
  return (
    <Panel title={t('letter.many', { count: deed.letters })}>
      <Stack>
        {forget.error ? <ErrorState problem={problemOf(forget.error)} /> : null}
        <Line>
          <PrintButton />
          <Button
            type="text"
            loading={forget.isPending}
            onClick={() =>
              forget.mutate({
                params: { id: deed.id },
                body: { inquiries: items.map(({ inquiryId }) => inquiryId) },
              })
            }
          >
            {t('letter.done')}
          </Button>
        </Line>
        {items.map((letter) => (
          <div key={letter.link} className={styles.letter}>
            <LetterBody letter={letter} name={letter.name} />
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
