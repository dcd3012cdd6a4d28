/** Where somebody at work stands, the most urgent first. Each employment is in exactly one of them. */
export const coverageStates = [
  'barred',
  'stopped',
  'refused_or_withdrawn',
  'not_yet_asked',
  'overdue',
  'waiting',
  'unmonitored',
  'due',
  'no_record',
] as const;
export type CoverageState = (typeof coverageStates)[number];
