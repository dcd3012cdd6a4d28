import { Converter } from 'opencc-js/cn2t';
import { pinyin } from 'pinyin-pro';
import chinese from './chinese-names.json' with { type: 'json' };
import slips from './character-slips.json' with { type: 'json' };
import { groupBy } from './group-by.js';
import { words } from './people.js';
import type { Random } from './random.js';

/** The name in traditional characters, word by word as a person would write it. */
export const toTraditional = Converter({ from: 'cn', to: 't' });

const lookAlikes = pairs(slips.lookAlikes);
const variants = pairs(slips.variants);
const nearSounds = pairs(slips.nearSounds);
const splits = new Map(words(slips.splits).map((entry) => [entry.slice(0, 1), entry.slice(1)]));
const soundOf = (character: string) => pinyin(character, { toneType: 'none', type: 'array' })[0] ?? character;
const bySound = groupBySound();

/** A character with the same sound, where names have one. */
export function homophone(random: Random, character: string): string | undefined {
  const others = (bySound.get(soundOf(character)) ?? []).filter((other) => other !== character);
  return others.length > 0 ? random.pick(others) : undefined;
}

export const lookAlike = (random: Random, character: string) => pickOf(random, lookAlikes, character);
export const variant = (random: Random, character: string) => pickOf(random, variants, character);
export const nearSound = (random: Random, character: string) => pickOf(random, nearSounds, character);

/** The components of a character written side by side, as systems without the character do. */
export const componentsOf = (character: string) => splits.get(character);

/** Changes one character of a text, any that the slip knows, or answers nothing. */
export function changeOne(
  random: Random,
  text: string,
  slip: (random: Random, character: string) => string | undefined,
): string | undefined {
  const characters = [...text];
  const start = random.below(characters.length);
  for (let step = 0; step < characters.length; step += 1) {
    const place = (start + step) % characters.length;
    const other = slip(random, characters[place] ?? '');
    if (other !== undefined) return characters.with(place, other).join('');
  }
  return undefined;
}

/** A letter next to it on the keyboard, dropped, doubled or changed over with the next: one typing slip in a Latin or digit text. */
export function typingSlip(random: Random, text: string): string {
  const places = [...text].flatMap((letter, place) => (/[\p{L}\d]/u.test(letter) && place > 0 ? [place] : []));
  if (places.length === 0) return text;
  const place = random.pick(places);
  const letter = text.charAt(place);
  const [before, after] = [text.slice(0, place), text.slice(place + 1)];
  switch (random.below(4)) {
    case 0:
      return before + after;
    case 1:
      return before + letter + letter + after;
    case 2:
      return place + 1 < text.length
        ? before + text.charAt(place + 1) + letter + text.slice(place + 2)
        : before + after;
    default:
      return before + neighbour(random, letter) + after;
  }
}

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];

function neighbour(random: Random, letter: string): string {
  const row = rows.find((keys) => keys.includes(letter.toLowerCase()));
  if (row === undefined) return letter;
  const place = row.indexOf(letter.toLowerCase());
  return row.charAt(place === 0 ? 1 : place === row.length - 1 || random.chance(0.5) ? place - 1 : place + 1);
}

/** Pinyin of a Chinese name in one of the layouts that forms, passports and lists use. */
export function inPinyin(random: Random, family: string, given: string, familySpelled?: string): string {
  const first = familySpelled ?? pinyin(family, { toneType: 'none', type: 'array', surname: 'all' }).join('');
  const rest = pinyin(given, { toneType: 'none', type: 'array', v: true });
  const joined = rest.join('');
  const layouts = [
    `${capital(first)} ${capital(joined)}`,
    `${first.toUpperCase()} ${joined.toUpperCase()}`,
    `${capital(joined)} ${first.toUpperCase()}`,
    `${capital(first)} ${rest.map(capital).join(' ')}`,
    `${capital(rest.join('-'))} ${capital(first)}`,
    `${first}${joined}`,
    `${first.toUpperCase()}, ${joined.toUpperCase()}`,
  ];
  return random.pick(layouts).replaceAll('v', random.pick(['v', 'u', 'ü', 'yu']));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function pairs(list: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [a = '', b = ''] of words(list)) {
    if (a === b) continue;
    found.set(a, [...(found.get(a) ?? []), b]);
    found.set(b, [...(found.get(b) ?? []), a]);
  }
  return found;
}

function pickOf(random: Random, table: ReadonlyMap<string, readonly string[]>, character: string): string | undefined {
  const others = table.get(character);
  return others ? random.pick(others) : undefined;
}

function groupBySound(): ReadonlyMap<string, readonly string[]> {
  const lists = Object.values(chinese.given).flatMap(({ male, female }) => [male, female]);
  const characters = new Set([...lists.join(''), ...chinese.tail, ...chinese.families.replaceAll(/\d+/g, '')]);
  return groupBy(characters, soundOf);
}
