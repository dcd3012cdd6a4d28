/** How many people stand in the file. */
export type RosterSize = { readonly people: number };

/** `full` is the most that one file may have; `short` ends within five minutes on two cores; `tiny` only shows that everything runs. */
export const rosterSizes = {
  tiny: { people: 1_500 },
  short: { people: 20_000 },
  full: { people: 100_000 },
} as const satisfies Record<string, RosterSize>;
