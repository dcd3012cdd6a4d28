import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  builtInCalendar,
  builtInPacks,
  checkSettings,
  type LawPack,
  type LawSettings,
  type LoadedPack,
  LawError,
  loadPack,
  type PackRegistry,
  type WorkingCalendar,
} from '@gatehouse/law';
import type { Config, Mode } from './config.js';
import { keepLaw } from './kept-law.js';
import { refuse } from './kernel/errors.js';

/** The law a node works by: its pack, what the operator chose on the pack's open points, and the working days. */
export type NodeLaw = {
  readonly pack: LawPack;
  readonly hash: string;
  readonly settings: LawSettings;
  readonly calendar: WorkingCalendar;
  /** Every pack that was in force on this node, by its hash, as far as it was kept. */
  readonly everInForce: ReadonlyMap<string, LawPack>;
};

/** File in the folder of law packs that holds what the operator chose at set-up. */
export const choicesFile = 'choices.json';

/**
 * Loads the law of a node: built-in packs, further ones from the data folder (each validated with its vectors), the chosen
 * one of them.
 * @throws DomainError `configuration-invalid` naming the pack and what is wrong with it
 */
export async function loadNodeLaw(config: Config, mode: Mode, folder: string): Promise<NodeLaw> {
  const packs = new Map<string, unknown>(builtInPacks);
  for (const name of await packFiles(folder)) {
    const json: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'));
    packs.set(loadOrRefuse(name, json, packs).pack.id, json);
  }
  const chosen = await readChoices(folder);
  const id = config.lawPack || chosen.pack || (mode === 'demo' ? 'demonstration' : 'cn-minors-law');
  if (!packs.has(id)) {
    return refuse('configuration-invalid', {
      problem: `There is no law pack ${id}; known: ${[...packs.keys()].join(', ')}.`,
    });
  }
  const loaded = loadOrRefuse(id, packs.get(id), packs);
  const settings: LawSettings = { choices: chosen.choices };
  try {
    checkSettings(loaded.pack, settings);
  } catch (error) {
    return refuse('configuration-invalid', { problem: `The choices for law pack ${id}: ${wordsOf(error)}` });
  }
  const calendar = builtInCalendar(loaded.pack.calendar);
  if (calendar === undefined) {
    return refuse('configuration-invalid', { problem: `There is no calendar ${loaded.pack.calendar}.` });
  }
  return { pack: loaded.pack, hash: loaded.hash, settings, calendar, everInForce: await keepLaw(folder, loaded) };
}

async function packFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.json') && name !== choicesFile).sort();
}

function loadOrRefuse(name: string, json: unknown, packs: PackRegistry): LoadedPack {
  try {
    return loadPack(json, packs);
  } catch (error) {
    return refuse('configuration-invalid', { problem: `The law pack ${name}: ${wordsOf(error)}` });
  }
}

async function readChoices(folder: string): Promise<{ pack: string | undefined; choices: Record<string, string> }> {
  const text = await readFile(join(folder, choicesFile), 'utf8').catch(() => '{}');
  const { pack, choices } = JSON.parse(text) as { pack?: string; choices?: Record<string, string> };
  return { pack, choices: choices ?? {} };
}

function wordsOf(error: unknown): string {
  if (error instanceof LawError) return error.problems.map((problem) => problem.words.en).join(' ');
  return error instanceof Error ? error.message : String(error);
}
