import { DecisionEntry, RegistryDocumentType } from '@gatehouse/contract';
import { useTranslation } from 'react-i18next';
import { useDay } from '../ui/words.js';

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

/** A decision in one line: kind, day and body, so that two people with one name are told apart. */
export function useDecisionText() {
  const kinds = useTextsOfKind();
  const dayOf = useDay();
  return (decision: {
    readonly kind: string;
    readonly decisionDate: string;
    readonly decidingBodyName: string;
  }): string => `${kinds.decision(decision.kind)} · ${dayOf(decision.decisionDate)} · ${decision.decidingBodyName}`;
}
