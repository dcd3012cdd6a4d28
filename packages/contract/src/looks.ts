import { z } from 'zod';
import { endpoint } from './endpoint.js';
import table from './look-kinds.json' with { type: 'json' };

/** A purpose for which somebody at a desk looks at one person after another; its acts are counted together. */
export type LookKind = keyof typeof table;

/** Every kind of look. */
export const lookKinds = Object.keys(table) as readonly LookKind[];

/** The acts that count as looks of a kind. */
export function actsOfLook(kind: LookKind): readonly string[] {
  return table[kind];
}

/** The kind of look that an act is; undefined for an act that looks at nobody in particular. */
export function lookKindOf(act: string): LookKind | undefined {
  return lookKinds.find((kind) => actsOfLook(kind).includes(act));
}

/** Who looks more often than desks do. */
export const UnusualLooks = z.object({
  perHour: z.number().int().describe('Looks of one kind that an account may take within an hour'),
  perDay: z.number().int(),
  items: z
    .array(
      z.object({
        accountId: z.uuid(),
        kind: z.enum(lookKinds as [LookKind, ...LookKind[]]),
        inHour: z.number().int(),
        inDay: z.number().int(),
        isAtLimit: z.boolean(),
      }),
    )
    .describe('Accounts past half of what they may, most looks first; of whom they looked at, nothing'),
});
export type UnusualLooks = z.infer<typeof UnusualLooks>;

/** What auditors and administrators see of the looks of others. */
export const lookEndpoints = {
  unusual: endpoint({
    method: 'GET',
    path: '/api/unusual-looks',
    access: 'access:unusual-looks',
    summary: 'Accounts that look at persons more often than desks do, in the last day',
    answer: UnusualLooks,
    journal: { none: 'counts of looks; says nothing of the persons looked at' },
  }),
};
