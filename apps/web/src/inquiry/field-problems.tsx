import type { FieldProblem } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { MarkedList } from '../ui/marked-list.js';
import { useWords } from '../ui/words.js';

/** What does not fit, each with the column of the file it stands in, where there is one. */
export function FieldProblems({ problems }: { problems: readonly FieldProblem[] }) {
  const { t } = useTranslation('inquiry');
  const words = useWords();
  return (
    <MarkedList
      icon="problem"
      items={problems.map(({ path, code, column, message }) => ({
        key: `${path}-${code}`,
        words: (
          <>
            {column ? <strong>{`${column}${t('colon')}`}</strong> : null}
            {words(message)}
          </>
        ),
      }))}
    />
  );
}
