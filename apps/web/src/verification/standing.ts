import {
  cosignatureTimestamp,
  isWitnessed,
  keyInChain,
  noteVerifier,
  openCheckpoint,
  parseReceipt,
  quorumOf,
  requireValue,
  type TreeHead,
  type VerifierKey,
  type WitnessPolicy,
} from '@gatehouse/merkle';

/** How the log of a proof stands to its witnesses, as their signatures show. */
export type Standing =
  | { readonly stage: 'nobody' }
  | { readonly stage: 'silent' }
  | { readonly stage: 'not-yet'; readonly required: number; readonly all: number }
  | {
      readonly stage: 'witnessed';
      readonly signed: number;
      readonly required: number;
      readonly all: number;
      readonly head: TreeHead;
      readonly at: Date;
      /** Whether the entry lies below the witnessed head. */
      readonly isCovered: boolean;
      /** Whether the witnessed head is the one in the proof, another one of the same size, or one of another size. */
      readonly same: 'same' | 'other' | 'later' | 'earlier';
    };

/** The head in a receipt, its entry, and how the log is known whose head it is. */
export type OwnHead = ReturnType<typeof ownHead>;

/** Reads the head in a receipt by the key of the first log of its chain. Throws where it is not signed by it. */
export function ownHead(receiptText: string, key: VerifierKey) {
  const receipt = requireValue(parseReceipt(new TextEncoder().encode(receiptText)));
  const origin = receipt.checkpoint.split('\n', 1)[0] ?? '';
  const trust = { logKeys: [noteVerifier(keyInChain(key, origin))], origin };
  const { checkpoint } = requireValue(openCheckpoint(new TextEncoder().encode(receipt.checkpoint), trust));
  return { trust, head: checkpoint as TreeHead, index: receipt.index };
}

/**
 * Up to where the log of a proof is witnessed, and whether its entry lies below; what lies above is unwitnessed since the last signature.
 * @param witnessed the last head that witnesses signed, as the log publishes it; undefined: there is none
 * @throws where that is no signed head of this log
 */
export function standingIn(own: OwnHead, policy: WitnessPolicy, witnessed: Uint8Array | undefined): Standing {
  const { witnesses, least: required } = quorumOf(policy);
  const all = witnesses.length;
  if (all === 0) return { stage: 'nobody' };
  if (witnessed === undefined) return { stage: 'not-yet', required, all };
  const witnessKeys = witnesses.map(({ key }) => noteVerifier(key));
  const { checkpoint, witnessSignatures } = requireValue(openCheckpoint(witnessed, { ...own.trust, witnessKeys }));
  const signed = witnesses.filter(({ key }) =>
    witnessSignatures.some(({ name, keyId }) => name === key.name && keyId === key.keyId),
  );
  if (!isWitnessed(policy, new Set(signed.map(({ name }) => name)))) return { stage: 'not-yet', required, all };
  const seconds = witnessSignatures.map(({ signature }) => cosignatureTimestamp(signature) ?? 0);
  return {
    stage: 'witnessed',
    signed: signed.length,
    required,
    all,
    head: checkpoint,
    at: new Date(Math.max(0, ...seconds) * 1000),
    isCovered: own.index < checkpoint.size,
    same: compareHeads(own.head, checkpoint),
  };
}

function compareHeads(own: TreeHead, witnessed: TreeHead): 'same' | 'other' | 'later' | 'earlier' {
  if (own.size !== witnessed.size) return own.size > witnessed.size ? 'later' : 'earlier';
  return own.rootHash.every((byte, at) => byte === witnessed.rootHash[at]) ? 'same' : 'other';
}
