import { encodeBase64 } from './base64.js';
import { formatVerifierKey, parseVerifierKey, type VerifierKey } from './note-key.js';
import { accept, type Checked, refuse } from './problem.js';

/** A witness of a log: whose key it is, and where it is asked. */
export interface PolicyWitness {
  /** The name within the policy, one word. */
  readonly name: string;
  readonly key: VerifierKey;
  /** Where the log asks it; a verifier needs none. */
  readonly address?: string;
}

/** `required` of `members`, each a witness or another group. */
interface Group {
  readonly required: number;
  readonly members: readonly string[];
}

/** Which logs are trusted, who witnesses them, and how many of whom make a checkpoint a witnessed one: C2SP tlog-policy. */
export interface WitnessPolicy {
  readonly logKeys: readonly VerifierKey[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: ReadonlyMap<string, Group>;
  /** The name of the group or witness that has to have signed; undefined: `none`. */
  readonly quorum: string | undefined;
}

const MAXIMUM_POLICY_LENGTH = 100_000;
const NAME = /^[^\s#]{1,100}$/;

/**
 * Reads a policy, a line a statement, `#` begins a remark:
 *
 * ```
 * log <vkey>
 * witness <name> <vkey> [<address>]
 * group <name> <k|any|all> <member>...
 * quorum <name|none>
 * ```
 *
 * Names are declared before they are used. The problem says the line.
 */
export function parseWitnessPolicy(text: string): Checked<WitnessPolicy> {
  if (text.length > MAXIMUM_POLICY_LENGTH) return malformed('it is too long', 1);
  const draft: Draft = { logKeys: [], witnesses: [], groups: new Map(), quorum: undefined };
  for (const [position, line] of text.split(/\r?\n/).entries()) {
    const [verb, ...words] = line
      .replace(/(^|\s)#.*$/, '')
      .split(/\s+/)
      .filter((word) => word !== '');
    if (verb === undefined) continue;
    const reason = statements[verb]?.(draft, words) ?? (verb in statements ? undefined : 'the statement is not known');
    if (reason !== undefined) return malformed(reason, position + 1);
  }
  if (draft.quorum === undefined) return malformed('it has no line "quorum"', text.split('\n').length);
  return accept({ ...draft, quorum: draft.quorum === 'none' ? undefined : draft.quorum });
}

/** The policy as text, without the addresses at which witnesses are asked: what everybody may know of it. */
export function formatWitnessPolicy({ logKeys, witnesses, groups, quorum = 'none' }: WitnessPolicy): string {
  const lines = [
    ...logKeys.map((key) => `log ${formatVerifierKey(key)}`),
    ...witnesses.map(({ name, key }) => `witness ${name} ${formatVerifierKey(key)}`),
    ...[...groups].map(([name, { required, members }]) => `group ${name} ${required} ${members.join(' ')}`),
    `quorum ${quorum}`,
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Whether the witnesses that signed suffice.
 *
 * @param signed the names, within the policy, of witnesses whose signatures verified
 */
export function isWitnessed(policy: WitnessPolicy, signed: ReadonlySet<string>): boolean {
  const reached = (name: string): boolean => {
    const group = policy.groups.get(name);
    if (group === undefined) return signed.has(name);
    return group.members.filter(reached).length >= group.required;
  };
  return policy.quorum === undefined || reached(policy.quorum);
}

/** The witnesses whose signatures can count towards the quorum, in their order, and how few of them may suffice. */
export function quorumOf(policy: WitnessPolicy): {
  readonly witnesses: readonly PolicyWitness[];
  readonly least: number;
} {
  if (policy.quorum === undefined) return { witnesses: [], least: 0 };
  const counting = new Set<string>();
  const least = (name: string): number => {
    const group = policy.groups.get(name);
    if (group === undefined) {
      counting.add(name);
      return 1;
    }
    const needs = group.members.map(least).sort((left, right) => left - right);
    return needs.slice(0, group.required).reduce((sum, need) => sum + need, 0);
  };
  const fewest = least(policy.quorum);
  return { witnesses: policy.witnesses.filter(({ name }) => counting.has(name)), least: fewest };
}

type Draft = {
  logKeys: VerifierKey[];
  witnesses: PolicyWitness[];
  groups: Map<string, Group>;
  quorum: string | undefined;
};

/** Each takes a statement into the draft, or says what is wrong with it. */
const statements: Readonly<Record<string, (draft: Draft, words: readonly string[]) => string | undefined>> = {
  log: (draft, [key = '', ...rest]) => {
    const parsed = parseVerifierKey(key);
    if (!parsed.ok || parsed.value.type !== 'ed25519' || rest.length > 1) return 'it is not the key of a log';
    draft.logKeys.push(parsed.value);
    return undefined;
  },
  witness: (draft, [name = '', key = '', address, ...rest]) => {
    const parsed = parseVerifierKey(key);
    if (!isNewName(draft, name)) return 'the name is taken or is none';
    if (!parsed.ok || parsed.value.type !== 'cosignature-v1' || rest.length > 0)
      return 'it is not the key of a witness';
    if (draft.witnesses.some((other) => isSameKey(other.key, parsed.value))) return 'one key stands for two witnesses';
    if (address !== undefined && !/^https?:\/\/[^\s/]/.test(address)) return 'the address does not begin with https://';
    draft.witnesses.push({ name, key: parsed.value, ...(address === undefined ? {} : { address }) });
    return undefined;
  },
  group: (draft, [name = '', threshold = '', ...members]) => {
    if (!isNewName(draft, name)) return 'the name is taken or is none';
    if (members.length === 0 || new Set(members).size !== members.length) return 'it has no members, or one twice';
    if (members.some((member) => !isDeclared(draft, member))) return 'a member is not declared before it';
    const required = threshold === 'any' ? 1 : threshold === 'all' ? members.length : Number(threshold);
    if (!Number.isInteger(required) || required < 1 || required > members.length)
      return 'how many have to sign is not a number from 1 to that of its members';
    draft.groups.set(name, { required, members });
    return undefined;
  },
  quorum: (draft, [name = '', ...rest]) => {
    if (draft.quorum !== undefined) return 'there is a second quorum';
    if (rest.length > 0 || (name !== 'none' && !isDeclared(draft, name))) return 'it names nobody declared before it';
    draft.quorum = name;
    return undefined;
  },
};

function isSameKey(left: VerifierKey, right: VerifierKey): boolean {
  return encodeBase64(left.publicKey) === encodeBase64(right.publicKey);
}

function isDeclared({ witnesses, groups }: Draft, name: string): boolean {
  return groups.has(name) || witnesses.some((witness) => witness.name === name);
}

function isNewName(draft: Draft, name: string): boolean {
  return NAME.test(name) && name !== 'none' && !isDeclared(draft, name);
}

function malformed(reason: string, line: number): ReturnType<typeof refuse> {
  return refuse({ code: 'policy-malformed', reason, line });
}
