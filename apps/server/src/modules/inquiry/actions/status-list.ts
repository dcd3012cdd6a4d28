import { signStatusList } from '@gatehouse/credential';
import type { AnswerOf, proofEndpoints } from '@gatehouse/contract';
import { proofTerms } from '@gatehouse/law';
import { withTransaction } from '../../../kernel/database/transaction.js';
import { refuse } from '../../../kernel/errors.js';
import type { FileAnswer } from '../../../kernel/http/route.js';
import type { KeyRing } from '../../../kernel/keys/index.js';
import { systemViewer } from '../../../kernel/viewer.js';
import type { InquiryDoors, Platform } from '../doors.js';
import { proofStore } from '../store/proof-store.js';

/** For how long a list that was read may be used without asking for a new one, in seconds. */
const timeToLive = 300;
/** For how long a signed list is handed out before it is signed anew: the sweep's pace. */
const keptMilliseconds = 60_000;

/** The key of proofs: that of the node's messages to others. A JWS begins with `eyJ`, an envelope with `{`: neither can be the other. */
export function keyOfProofs(keys: KeyRing) {
  return {
    publicKey: keys.publicKey('exchange'),
    sign: (bytes: Uint8Array): Promise<Uint8Array> => keys.sign('exchange', bytes),
  };
}

/** Where a list is fetched. */
export function addressOfList({ publicAddress }: Pick<InquiryDoors, 'publicAddress'>, listId: string): string {
  return `${publicAddress}/api/proof-status/${listId}`;
}

/** The public key under which proofs, requests and lists are signed. */
export async function readProofKey({ kernel, doors }: Platform): Promise<AnswerOf<typeof proofEndpoints.key>> {
  const { publicKey } = keyOfProofs(kernel.keys);
  return { issuer: doors.publicAddress, publicKey: Buffer.from(publicKey).toString('base64url') };
}

type Signed = { readonly at: number; readonly token: Promise<string> };
const signedLists = new WeakMap<KeyRing, Map<string, Signed>>();

/**
 * A status list as it was signed within the last minute. Fetched whole by everybody alike: which entry somebody wants to know, nobody here
 * learns.
 * @throws DomainError `not-found` for a list that is none of this node's, and where the law pack has no proofs
 */
export async function readStatusListFile(platform: Platform, listId: string): Promise<FileAnswer> {
  const token = await signedList(platform, listId);
  return { bytes: Buffer.from(token), name: 'status-list.jwt', mediaType: 'application/statuslist+jwt' };
}

function signedList(platform: Platform, listId: string): Promise<string> {
  const { keys, clock } = platform.kernel;
  const known = signedLists.get(keys) ?? new Map<string, Signed>();
  signedLists.set(keys, known);
  const kept = known.get(listId);
  const at = clock.now().getTime();
  if (kept !== undefined && at - kept.at < keptMilliseconds && at >= kept.at) return kept.token;
  const token = signNow(platform, listId);
  known.set(listId, { at, token });
  token.catch(() => known.delete(listId));
  return token;
}

/** Lets go of what was signed: the next reader gets the lists as they are now. */
export function signAnew({ kernel }: Platform): void {
  signedLists.delete(kernel.keys);
}

async function signNow({ kernel, doors }: Platform, listId: string): Promise<string> {
  const terms = proofTerms(doors.law.pack, doors.law.settings) ?? refuse('not-found');
  const now = kernel.clock.now();
  const { size, marked } = await withTransaction(kernel.database, systemViewer('sweep'), now, async (transaction) => {
    const store = proofStore(transaction);
    const list = (await store.list(listId)) ?? refuse('not-found');
    return { size: list.size, marked: await store.marked(listId) };
  });
  const issuedAt = Math.floor(now.getTime() / 1000);
  const times = { issuedAt, expiresAt: issuedAt + terms.listHours * 3600, timeToLive };
  return signStatusList(addressOfList(doors, listId), size, marked, times, keyOfProofs(kernel.keys).sign);
}
