import type { CivilDate } from '../civil-date.js';
import { recordFacts, type RecordFactsInput } from '../facts.js';
import type { ProhibitionFacts } from '../pack/prohibition-schema.js';
import type { LawPack } from '../pack/schema.js';
import { isUnderAge } from './age.js';
import { prohibitionRegime } from './prohibitions.js';
import { type LawSettings, packDefaults } from './rule.js';
import { sealing } from './sealing.js';

/** What the law needs to know beside an order to say whether it rests on something sealed. */
export interface ProhibitionDeed extends Pick<ProhibitionFacts, 'regime' | 'sentence' | 'effectiveOn'> {
  birthDate: CivilDate | null;
  /** The day of the deed, the last one where it went on; null: not said. */
  deedOn: CivilDate | null;
  /** The length of the sentence in months; null: it has none, or it was not said. */
  sentenceMonths: number | null;
}

/**
 * Whether an order may be entered: `sealed` where it rests on what is sealed of somebody who was not of age at the deed; a fact that has to be
 * known first where the answer hangs on it.
 */
export type ProhibitionAgainstMinor = 'may' | 'sealed' | 'birth_needed' | 'deed_needed' | 'months_needed';

/**
 * Holds an order against the sealing rules of the pack. `at` is the moment of entry.
 * Throws `LawError` (`unknown_key`) for a regime the pack does not have.
 */
export function prohibitionAgainstMinor(
  pack: LawPack,
  deed: ProhibitionDeed,
  at: Date,
  settings: LawSettings = packDefaults,
): ProhibitionAgainstMinor {
  const { birthDate, deedOn, effectiveOn } = deed;
  if (birthDate === null) return 'birth_needed';
  if (deedOn === null) {
    const mayHaveBeenMinor = isUnderAge(pack, birthDate, pack.prohibitionMinors.askDeed.belowAge, effectiveOn);
    return mayHaveBeenMinor ? 'deed_needed' : 'may';
  }
  const decided = sealing(pack, recordFacts(recordOf(pack, { ...deed, birthDate, deedOn })), at, settings).sealing;
  if (decided === 'absolute') return 'sealed';
  return decided === 'undecided' ? 'months_needed' : 'may';
}

type Known = ProhibitionDeed & { readonly birthDate: CivilDate; readonly deedOn: CivilDate };

/** The record that the order rests on, as far as the sealing rules look at it. */
function recordOf(pack: LawPack, deed: Known): RecordFactsInput {
  const { regime, sentence, sentenceMonths: months, effectiveOn, birthDate, deedOn } = deed;
  const { withSentence, without } = prohibitionRegime(pack, regime).sealedAs;
  return {
    kind: sentence === 'none' ? without : withSentence,
    // Sealing asks for no offence, and who decided it matters to the restricted class alone.
    offenceCodes: ['none'],
    decidingBody: 'court',
    decisionDate: effectiveOn,
    effectiveDate: effectiveOn,
    sentence: { kind: sealedKinds[sentence], months },
    birthDate,
    acts: [{ from: deedOn }],
    identityEstablishedBy: 'document',
  };
}

/** A suspended sentence is a fixed term that is not served; its length decides as that of any other. */
const sealedKinds = {
  fixed_term: 'fixed_term',
  suspended: 'fixed_term',
  detention: 'detention',
  control: 'control',
  life: 'life',
  death_suspended: 'death',
  death: 'death',
  fine_only: 'fine_only',
  exempt: 'exempt',
  none: 'none',
} as const;
