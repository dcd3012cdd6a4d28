import { type AliasEntry, wordsOfState } from '@gatehouse/contract';
import { act } from '../../../kernel/act.js';
import { refuse } from '../../../kernel/errors.js';
import { type Viewer, viewerName } from '../../../kernel/viewer.js';
import type { Registry } from '../registry.js';
import { documentsOf } from '../rules/alias.js';
import { aliasStore } from '../store/alias-store.js';
import { attestationStore } from '../store/attestation-store.js';
import { personStore } from '../store/person-store.js';
import type { AliasResult } from './decide-alias.js';
import { checkedChange, insertAlias } from './enter-alias.js';
import { oneOwner } from './one-person.js';

type ProposedAliasChange = { readonly aliasId: string; readonly version: number; readonly reason: string } & (
  { readonly verb: 'withdraw' } | { readonly verb: 'correct'; readonly change: AliasEntry }
);

/**
 * Proposes to withdraw or correct a change of name or number that is in force. It stays in force until somebody else confirms;
 * a correction is a change of its own that waits, and ends the one it corrects.
 * @throws DomainError `not-found`, `changed-meanwhile`, `registry-not-in-this-state`, `registry-proposal-waiting`,
 * `registry-number-wrong`, `registry-person-ambiguous`
 */
export async function proposeAliasChange(
  registry: Registry,
  viewer: Viewer,
  given: ProposedAliasChange,
): Promise<AliasResult> {
  const { keys } = registry.kernel;
  return act(registry.kernel, viewer, 'registry.propose-alias-change', async (context) => {
    await attestationStore(context).lockEntering();
    const aliases = aliasStore(context);
    const row = await aliases.lock(given.aliasId);
    const person = row && (await personStore(keys, context).byId(row.personId));
    if (row === undefined || person === undefined) refuse('not-found');
    if (row.version !== given.version) refuse('changed-meanwhile');
    if (row.state !== 'effective') refuse('registry-not-in-this-state', { state: wordsOfState('alias', row.state) });
    if ((await aliases.correctionOf(row.id)) !== undefined) refuse('registry-proposal-waiting');
    const actor = viewerName(viewer);
    await context.record({
      object: { kind: 'registry.alias', id: row.id },
      details: { person: person.id, verb: given.verb },
    });
    if (given.verb === 'correct') {
      const change = checkedChange(registry, given.change, context.now);
      const owners = await personStore(keys, context).idsByDocuments(documentsOf(change));
      if (owners.length === 0) refuse('registry-person-ambiguous');
      await oneOwner(context, [person.id, ...owners]);
      const alias = { source: { id: row.sourceId }, person, change, replaces: row.id };
      const aliasId = await insertAlias(registry, context, alias, { actor, importId: null }, given.reason);
      return { aliasId, state: 'waiting', version: 1 };
    }
    const next = { state: 'withdrawing' as const, version: row.version + 1, proposedBy: actor };
    const action = { version: next.version, verb: 'withdrawal_proposed' as const, reason: given.reason };
    await aliases.append(person.sealer, row.id, { ...action, proposedBy: null, actor });
    await aliases.project(row.id, next);
    return { aliasId: row.id, state: next.state, version: next.version };
  });
}
