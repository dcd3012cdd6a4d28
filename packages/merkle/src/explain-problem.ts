import type { MerkleProblem } from './problem.js';
import messages from './problem-messages.json' with { type: 'json' };

/** What is wrong, where, and what to do next, in English and in 简体中文. The reasons inside stay English. */
export function explainProblem(problem: MerkleProblem): { readonly en: string; readonly zh: string } {
  const { en, zh } = messages[problem.code];
  return { en: fillIn(en, problem), zh: fillIn(zh, problem) };
}

function fillIn(template: string, problem: MerkleProblem): string {
  const evidence = new Map<string, unknown>(Object.entries(problem));
  return template.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = evidence.get(name);
    return value === undefined ? placeholder : String(value);
  });
}
