import type { ComparisonView } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';

type Opinion = ComparisonView['earlierOpinions'][number];

/** What each of several people found, with their reasons. */
export function Opinions({ opinions }: { readonly opinions: readonly Opinion[] }) {
  const { t } = useTranslation('registry');
  return (
    <ul>
      {opinions.map(({ stage, ending, reason }) => (
        <li key={stage}>
          <strong>
            {t(`stage.${stage}`)} · {t(`ending.${ending}`)}
          </strong>
          {t('colon')}
          {reason}
        </li>
      ))}
    </ul>
  );
}
