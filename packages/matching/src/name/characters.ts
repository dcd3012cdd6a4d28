import components from './components.json' with { type: 'json' };
import lookAlikes from './look-alike-characters.json' with { type: 'json' };
import { readingsOf } from './romanise.js';
import { nearReadingsOf, syllableId } from './sounds.js';

/** How two characters relate, the closest last. */
export const relation = { other: 0, nearSound: 1, lookAlike: 2, homophone: 3, same: 4 } as const;
export type Relation = (typeof relation)[keyof typeof relation];

interface Character {
  readonly first: string;
  readonly second: string;
  readonly sounds: readonly number[];
  readonly nearSounds: readonly number[];
  readonly shapes: readonly number[];
}

const parts = new Map<string, readonly [string, string]>();
const wholes = new Map<string, string>();
const likeParts = new Map<string, number[]>();
for (const [group, listed] of lookAlikes.parts.entries()) {
  for (const part of listed) likeParts.set(part, [...(likeParts.get(part) ?? []), group]);
}
const shapesOf = new Map<string, number[]>();
const membersOf = new Map<number, string[]>();
const known = new Map<string, Character>();
const none: readonly number[] = [];
const unknownPart = '?';
readComponents();
readLookAlikes();

/** How one folded character relates to another: by itself, its sound, its shape, or a sound that dialects mix up with it. */
export function relate(a: string, b: string): Relation {
  if (a === b) return relation.same;
  const [left, right] = [characterOf(a), characterOf(b)];
  if (meet(left.sounds, right.sounds)) return relation.homophone;
  if (meet(left.shapes, right.shapes) || differsInLikePart(left, right)) return relation.lookAlike;
  return meet(left.nearSounds, right.nearSounds) ? relation.nearSound : relation.other;
}

/** Whether two characters have a component in common, if only a radical: less than looking alike, more than nothing. */
export function sharesPart(a: string, b: string): boolean {
  const [left, right] = [parts.get(a), parts.get(b)];
  if (!left || !right) return false;
  return (left[0] === right[0] && left[0] !== unknownPart) || (left[1] === right[1] && left[1] !== unknownPart);
}

/** The characters that are mistaken for the given one by their shape. */
export function lookAlikesOf(character: string): readonly string[] {
  const found = new Set<string>();
  for (const group of shapesOf.get(character) ?? none) for (const other of membersOf.get(group) ?? []) found.add(other);
  const [first, second] = parts.get(character) ?? ['', ''];
  for (const [part, isFirst] of [
    [first, true],
    [second, false],
  ] as const) {
    for (const like of likePartsOf(part)) {
      const other = wholes.get(isFirst ? like + second : first + like);
      if (other !== undefined) found.add(other);
    }
  }
  found.delete(character);
  return [...found];
}

function* likePartsOf(part: string): Generator<string> {
  for (const group of likeParts.get(part) ?? none) yield* lookAlikes.parts[group] ?? '';
  for (const group of shapesOf.get(part) ?? none) yield* membersOf.get(group) ?? [];
}

/** The two parts that a character is made of; nothing for one that is no such pair. */
export function partsOf(character: string): readonly string[] {
  return parts.get(character) ?? [];
}

/** The character made of two that stand side by side or one above the other: 日月 is 明. */
export function joined(first: string, second: string): string | undefined {
  return wholes.get(first + second);
}

/** One of the two components is the same, the other is a like one: 江 and 汪, 明 and 朋. */
function differsInLikePart(a: Character, b: Character): boolean {
  if (a.first === '' || b.first === '') return false;
  if (a.first === b.first) return a.first !== unknownPart && areLikeParts(a.second, b.second);
  return a.second === b.second && a.second !== unknownPart && areLikeParts(a.first, b.first);
}

function areLikeParts(a: string, b: string): boolean {
  return (
    meet(likeParts.get(a) ?? none, likeParts.get(b) ?? none) || meet(shapesOf.get(a) ?? none, shapesOf.get(b) ?? none)
  );
}

function characterOf(character: string): Character {
  const found = known.get(character);
  if (found) return found;
  const [first, second] = parts.get(character) ?? ['', ''];
  const made = {
    first,
    second,
    sounds: readingsOf(character).map(syllableId),
    nearSounds: nearReadingsOf(character).map(syllableId),
    shapes: shapesOf.get(character) ?? [],
  };
  known.set(character, made);
  return made;
}

function meet(a: readonly number[], b: readonly number[]): boolean {
  for (const one of a) if (b.includes(one)) return true;
  return false;
}

/** Characters look alike when they share the part that is no mere radical, in the same place: 晴, 睛, 清 and 青 itself. */
function readComponents(): void {
  const radicals = new Set(components.radicals + unknownPart);
  const groups = new Map<string, number>();
  const groupOf = (name: string): number => {
    const group = groups.get(name) ?? groups.size;
    groups.set(name, group);
    return group;
  };
  const listed = [...components.characters];
  for (let place = 0; place + 2 < listed.length; place += 3) {
    const [character = '', first = '', second = ''] = listed.slice(place, place + 3);
    parts.set(character, [first, second]);
    if (!wholes.has(first + second)) wholes.set(first + second, character);
    for (const [part, side] of [
      [first, 'first'],
      [second, 'second'],
    ] as const) {
      if (radicals.has(part)) continue;
      const group = groupOf(side + part);
      addShape(character, group);
      addShape(part, group);
    }
  }
}

function readLookAlikes(): void {
  const firstGroup = 1_000_000;
  for (const [group, characters] of lookAlikes.groups.entries()) {
    for (const character of characters) addShape(character, firstGroup + group);
  }
}

function addShape(character: string, group: number): void {
  const members = membersOf.get(group);
  if (members) members.push(character);
  else membersOf.set(group, [character]);
  const shapes = shapesOf.get(character);
  if (shapes === undefined) shapesOf.set(character, [group]);
  else if (!shapes.includes(group)) shapes.push(group);
}
