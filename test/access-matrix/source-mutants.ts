// Policies that stand in the sources, and what they become when a line of them is missing.

/** One line of a source as it is read in a run without it. */
export type SourceMutant = {
  readonly file: string;
  /** Counted from one. */
  readonly line: number;
  readonly before: string;
  /** The line as it is read; empty where it is left out. */
  readonly after: string;
};

/** A guard on one line: whoever fails it goes no further. */
const guard = /^\s*if \(.*\) (return|refuse)\b.*$/;
/** A guard whose ending stands on the next line. */
const openGuard = /^\s*if \(.*\)$/;
const operand = /(&&|\|\|)/;

/** Everything that one line less makes of a policy: each guard left out, each part of a condition taken as met. */
export function mutantsOfPolicy(file: string, source: string): SourceMutant[] {
  const lines = source.split('\n');
  return lines.flatMap((before, at) => {
    const mutant = (after: string): SourceMutant => ({ file, line: at + 1, before: before.trim(), after });
    if (guard.test(before)) return [mutant(''), ...parts(before).map(mutant)];
    if (openGuard.test(before))
      return [mutant(before.replace(/if \(.*\)$/, 'if (false)')), ...parts(before).map(mutant)];
    return parts(before).map(mutant);
  });
}

/** The line with each of its conditions taken as met: those of a guard the other way round, so that it stops nobody for it. */
function parts(line: string): string[] {
  const condition = /^(\s*(?:return |if \()?)(.*?)(\) return.*|\) refuse.*|\)|;| &&| \|\|)$/.exec(line);
  if (condition === null) return [];
  const [, before = '', inner = '', after = ''] = condition;
  const isGuard = before.includes('if (');
  const isCondition = isGuard || operand.test(line) || /^\s*return .*(===|!==|\?\.)/.test(line);
  if (!isCondition || inner.includes('{')) return [];
  const operands = inner.split(/ (&&|\|\|) /);
  if (operands.length === 1 && isGuard) return [];
  return operands.flatMap((part, at) => {
    if (part === '&&' || part === '||' || !isWhole(part)) return [];
    const met = operands.with(at, isGuard ? 'false' : 'true').join(' ');
    return [`${before}${met}${after}`];
  });
}

/** Whether brackets open and close within it. */
function isWhole(part: string): boolean {
  return [...part].filter((letter) => letter === '(').length === [...part].filter((letter) => letter === ')').length;
}
