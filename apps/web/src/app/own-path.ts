import { z } from 'zod';

/** Only a path of this site may follow a sign-in: `//elsewhere` and `https://…` would lead a person away. */
export const OwnPath = z.string().regex(/^\/(?![/\\])/);
