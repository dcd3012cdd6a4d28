import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { builtInPacks, checkSettings, type LawPack, loadPack, openPoints } from '@gatehouse/law';
import type { Config } from './config.js';
import { dataFolders } from './kernel/data-folder.js';
import { DomainError, refuse } from './kernel/errors.js';
import { writeDurably } from './kernel/files/durable-write.js';
import { choicesFile } from './node-law.js';

type Words = { readonly en: string; readonly zh: string };

/** A question the law leaves open, as it is put to the operator at set-up. */
export type SetUpQuestion = {
  readonly id: string;
  readonly question: Words;
  readonly why: Words;
  readonly options: readonly { readonly id: string; readonly words: Words }[];
  readonly default: string;
};

/** The law packs an office or a production may work by. */
export function setUpPacks(): readonly string[] {
  return [...builtInPacks.keys()].filter((id) => id !== 'demonstration');
}

/**
 * The open points of a law pack.
 * @throws DomainError `configuration-invalid` for a pack that is not built in
 */
export function setUpQuestions(packId: string): readonly SetUpQuestion[] {
  return openPoints(packOf(packId));
}

/**
 * Writes what the operator chose into the data folder, where every start reads it.
 * @throws DomainError `configuration-invalid` for a choice the pack does not know
 */
export async function writeLawChoices(
  config: Config,
  packId: string,
  choices: Readonly<Record<string, string>>,
): Promise<void> {
  try {
    checkSettings(packOf(packId), { choices });
  } catch (error) {
    const problem = `A choice does not fit law pack ${packId}; its open points: ${setUpQuestions(packId)
      .map(({ id, options }) => `${id}=${options.map((option) => option.id).join('|')}`)
      .join(', ')}.`;
    throw new DomainError('configuration-invalid', { problem }, [], error);
  }
  const folder = dataFolders(config.dataFolder).lawPacks;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const text = `${JSON.stringify({ pack: packId, choices }, null, 2)}\n`;
  await writeDurably(join(folder, choicesFile), new TextEncoder().encode(text));
}

function packOf(id: string): LawPack {
  const json = builtInPacks.get(id);
  if (json === undefined || id === 'demonstration') {
    return refuse('configuration-invalid', {
      problem: `There is no law pack ${id} to set up; known: ${setUpPacks().join(', ')}.`,
    });
  }
  return loadPack(json, builtInPacks).pack;
}
