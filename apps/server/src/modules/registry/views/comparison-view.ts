import type { ComparisonView, Words } from '@gatehouse/contract';
import { describeReason, foldName, isDocumentType, type MatchReason, parseDocumentNumber } from '@gatehouse/matching';
import type { AskedPerson } from '../store/ask-store.js';
import type { KnownPerson } from './as-one.js';
import words from './compare-words.json' with { type: 'json' };

/** The one side as it states itself; a person asked about, or another on record. */
type ComparedPerson = Omit<AskedPerson, 'documents'> & {
  readonly documents: readonly { readonly type: string; readonly number: string }[];
};

type Line = ComparisonView['lines'][number];
type Verdict = Line['verdict'];

/** What one side says of a person, and whether it stands in a document number alone. */
type Fact = { readonly value: string; readonly isFromNumber: boolean };

/**
 * Asked and on record, line by line with a verdict word. Names and birth dates are shown; of document numbers only whether
 * they agree, since a birth date and a masked number together come near to the number itself.
 */
export function evidenceLines(asked: ComparedPerson, recorded: KnownPerson): Line[] {
  const names = recorded.names.map(({ name }) => name);
  const current = recorded.names.find(({ kind }) => kind === 'current')?.name ?? names[0] ?? null;
  return [
    line('name', asked.name, bestName(asked.name, names) ?? current, nameVerdict(asked.name, names)),
    ...asked.formerNames.map((former) =>
      line('former_names', former, bestName(former, names), nameVerdict(former, names)),
    ),
    ...factLines('sex', sexesOf(asked).slice(0, 1), sexesOf(recorded).slice(0, 1)),
    ...factLines('birth_date', birthDatesOf(asked), birthDatesOf(recorded)),
    ...factLines('nationality', stated(asked.nationality), stated(recorded.nationality)),
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
    .map((reason) => ({ en: describeReason(reason, 'en'), zh: describeReason(reason, 'zh') }));
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
    askedFromNumber: false,
    onRecord,
    onRecordFromNumber: false,
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

/**
 * The line of what either side states, or else of what its number says. Where the stated ones differ and the matcher found an
 * agreeing pair, that pair follows as a line of its own: no verdict here says otherwise than the matcher's reasons.
 */
function factLines(field: Line['field'], asked: readonly Fact[], recorded: readonly Fact[]): Line[] {
  const first = factLine(field, asked[0], recorded[0]);
  if (first.verdict !== 'differs') return [first];
  const pairs = asked.flatMap((one) => recorded.map((other) => factLine(field, one, other)));
  const agreeing = pairs.find(({ verdict }) => verdict === 'same');
  return agreeing ? [first, agreeing] : [first];
}

function factLine(field: Line['field'], asked: Fact | undefined, recorded: Fact | undefined): Line {
  return {
    ...line(field, asked?.value ?? null, recorded?.value ?? null, factVerdict(asked, recorded)),
    askedFromNumber: asked?.isFromNumber ?? false,
    onRecordFromNumber: recorded?.isFromNumber ?? false,
  };
}

function factVerdict(asked: Fact | undefined, recorded: Fact | undefined): Verdict {
  if (asked === undefined || recorded === undefined) return 'missing';
  return asked.value === recorded.value ? 'same' : 'differs';
}

function sexesOf(person: ComparedPerson | KnownPerson): Fact[] {
  return [...stated(person.sex), ...fromNumbers(person, 'sex')];
}

function birthDatesOf(person: ComparedPerson | KnownPerson): Fact[] {
  return [...stated(person.birthDate), ...fromNumbers(person, 'birthDate')];
}

function stated(value: string | null | undefined): Fact[] {
  return value === null || value === undefined || value === '' ? [] : [{ value, isFromNumber: false }];
}

/** What valid numbers say by themselves, as the matcher reads them. */
function fromNumbers({ documents }: ComparedPerson | KnownPerson, part: 'sex' | 'birthDate'): Fact[] {
  return documents
    .map(({ type, number }) => parseDocumentNumber(isDocumentType(type) ? type : undefined, number))
    .filter(({ status }) => status === 'valid')
    .flatMap((parsed) => parsed[part] ?? [])
    .map((value) => ({ value, isFromNumber: true }));
}

function numberVerdict(type: string, number: string, recorded: KnownPerson): Verdict {
  const comparable = recorded.documents.filter((document) => document.type === type);
  if (comparable.some((document) => document.number === number)) return 'same';
  const folded = parseDocumentNumber(isDocumentType(type) ? type : undefined, number).number;
  if (recorded.documents.some((document) => document.number === folded)) return 'same_after_folding';
  return comparable.length === 0 ? 'missing' : 'differs';
}
