import type { ComparisonView, Words } from '@gatehouse/contract';
import { describeReason, foldName, isDocumentType, type MatchReason, parseDocumentNumber } from '@gatehouse/matching';
import type { AskedPerson } from '../store/ask-store.js';
import type { StoredPerson } from '../store/person-store.js';
import words from './compare-words.json' with { type: 'json' };

type Line = ComparisonView['lines'][number];
type Verdict = Line['verdict'];

/**
 * Asked and on record, line by line with a verdict word. Names and birth dates are shown; of document numbers only whether
 * they agree, since a birth date and a masked number together come near to the number itself.
 */
export function evidenceLines(asked: AskedPerson, recorded: StoredPerson): Line[] {
  const names = recorded.names.map(({ name }) => name);
  const current = recorded.names.find(({ kind }) => kind === 'current')?.name ?? names[0] ?? null;
  return [
    line('name', asked.name, bestName(asked.name, names) ?? current, nameVerdict(asked.name, names)),
    ...asked.formerNames.map((former) =>
      line('former_names', former, bestName(former, names), nameVerdict(former, names)),
    ),
    line('sex', asked.sex ?? null, recorded.sex, plainVerdict(asked.sex, recorded.sex)),
    line('birth_date', asked.birthDate ?? null, recorded.birthDate, plainVerdict(asked.birthDate, recorded.birthDate)),
    line(
      'nationality',
      asked.nationality ?? null,
      recorded.nationality,
      plainVerdict(asked.nationality, recorded.nationality),
    ),
    ...asked.documents.map(({ type, number }) => ({
      ...line('document', null, null, numberVerdict(type, number, recorded)),
      documentType: type,
    })),
  ];
}

/** The matcher's reasons in words. Its own conclusion is left out: the people who compare draw theirs. */
export function reasonWords(reasons: readonly MatchReason[]): Words[] {
  return reasons
    .filter(({ field }) => field !== 'evidence')
    .map((reason) => ({ en: describeReason(reason, 'en'), zh: describeReason(reason, 'zh-CN') }));
}

/** How the identity of the person asked about was proven. */
export function identityAskedWords(proof: string): Words {
  const known: Readonly<Record<string, Words>> = words.identityAsked;
  return known[proof] ?? { en: proof, zh: proof };
}

/** How identity was established when the decisions were made; each way once. */
export function identityOnRecordWords(ways: readonly (keyof typeof words.identityOnRecord)[]): Words[] {
  return [...new Set(ways)].map((way) => words.identityOnRecord[way]);
}

/** A number with its first two and last two characters; shorter ones than six are hidden whole. */
export function maskWithEnding(number: string): string {
  const characters = [...number];
  if (characters.length < 6) return '*'.repeat(characters.length);
  return [...characters.slice(0, 2), ...'*'.repeat(characters.length - 4), ...characters.slice(-2)].join('');
}

function line(field: Line['field'], asked: string | null, onRecord: string | null, verdict: Verdict): Line {
  return {
    field,
    title: words.fields[field],
    documentType: null,
    asked,
    onRecord,
    verdict,
    verdictWords: words.verdicts[verdict],
  };
}

function bestName(asked: string, names: readonly string[]): string | null {
  return names.find((name) => name === asked) ?? names.find((name) => foldName(name) === foldName(asked)) ?? null;
}

function nameVerdict(asked: string, names: readonly string[]): Verdict {
  const best = bestName(asked, names);
  if (best === null) return names.length === 0 ? 'missing' : 'differs';
  return best === asked ? 'same' : 'same_after_folding';
}

function plainVerdict(asked: string | undefined, recorded: string | null): Verdict {
  if (asked === undefined || recorded === null) return 'missing';
  return asked === recorded ? 'same' : 'differs';
}

function numberVerdict(type: string, number: string, recorded: StoredPerson): Verdict {
  const comparable = recorded.documents.filter((document) => document.type === type);
  if (comparable.some((document) => document.number === number)) return 'same';
  const folded = parseDocumentNumber(isDocumentType(type) ? type : undefined, number).number;
  if (recorded.documents.some((document) => document.number === folded)) return 'same_after_folding';
  return comparable.length === 0 ? 'missing' : 'differs';
}
