import { z } from 'zod';

/** Where to send the browser, and what brings it home. */
export const WayOut = z.object({
  address: z.string().describe('Address at the provider'),
  attempt: z
    .string()
    .describe('Kept by this window alone; goes back with what the provider sends the browser home with'),
});

/** What the provider has sent the browser home with, and what this window was sent out with. */
export const CameHome = z.strictObject({
  attempt: z.string().min(1).max(200),
  query: z.string().min(1).max(6000).describe('The query of the address that the provider sent the browser to'),
});
