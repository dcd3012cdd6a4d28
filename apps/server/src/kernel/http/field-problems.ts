import { type FieldProblem, fillWords } from '@gatehouse/contract';
import fieldWords from '@gatehouse/contract/field-words.json' with { type: 'json' };

/** An issue of the schema library, as far as words can be made from it. The value itself is never read. */
type Issue = { readonly code?: string; readonly path: readonly PropertyKey[]; readonly message: string } & Record<
  string,
  unknown
>;

const shown = ['expected', 'minimum', 'maximum', 'format', 'values', 'keys'] as const;

/**
 * The problems of a request, field by field, in both languages. A schema gives its own words as "English || 中文".
 */
export function fieldProblems(issues: readonly Issue[]): FieldProblem[] {
  return issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    code: wordsKey(issue),
    message: wordsOf(issue),
  }));
}

function wordsKey(issue: Issue): keyof typeof fieldWords {
  if (issue.code === 'invalid_type' && /received undefined/.test(issue.message)) return 'missing';
  const code = issue.code ?? 'custom';
  return Object.hasOwn(fieldWords, code) ? (code as keyof typeof fieldWords) : 'custom';
}

function wordsOf(issue: Issue): { en: string; zh: string } {
  const [en, zh] = issue.message.split(' || ');
  if (en !== undefined && zh !== undefined) return { en, zh };
  const words = fieldWords[wordsKey(issue)];
  const parameters = Object.fromEntries(
    shown.filter((name) => issue[name] !== undefined).map((name) => [name, inWords(issue[name])]),
  );
  return { en: fillWords(words, 'en', parameters), zh: fillWords(words, 'zh', parameters) };
}

function inWords(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
