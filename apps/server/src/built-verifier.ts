import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** The page that verifies proofs without a node, and the SHA-256 by which it is known. */
export type BuiltVerifier = { readonly page: string; readonly sha256: string };

/** The verifier of this build; undefined where the web application is not built. */
export async function builtVerifier(): Promise<BuiltVerifier | undefined> {
  try {
    const page = await readFile(new URL('../../web/dist/gatehouse-verifier.html', import.meta.url), 'utf8');
    return { page, sha256: createHash('sha256').update(page).digest('hex') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
