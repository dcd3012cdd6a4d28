import type { BatchView } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { FactList } from '../ui/fact-list.js';
import { Panel } from '../ui/panel.js';
import { useWords } from '../ui/words.js';

/** How each column of the file was understood; one that was not is said, never left out. */
export function ListColumns({ columns }: { columns: BatchView['columns'] }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  return (
    <Panel title={t('list.columns')}>
      <FactList
        facts={columns.map(({ header, understoodAs }, index) => ({
          key: `${String(index)}-${header}`,
          name: header,
          value: understoodAs ? words(understoodAs) : t('list.notUnderstood'),
        }))}
      />
    </Panel>
  );
}
