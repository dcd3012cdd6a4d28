import { DecisionEntry, RegistryDocumentType } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';

/** Names of kinds that arrive as plain words; one this page does not know is shown as it came. */
export function useTextsOfKind() {
  const { t } = useTranslation('registry');
  return {
    document: (type: string): string => {
      const known = RegistryDocumentType.safeParse(type);
      return known.success ? t(`documentType.${known.data}`) : type;
    },
    decision: (kind: string): string => {
      const known = DecisionEntry.shape.kind.safeParse(kind);
      return known.success ? t(`decisionKind.${known.data}`) : kind;
    },
  };
}
