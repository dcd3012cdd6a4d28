import { roomyWords, sharedWords } from './shared-memory.js';

/**
 * The sounds of recorded Chinese names of more than four characters, which no mark has room for: three to a word, ten bits each, 0 where
 * the name has ended; the highest bit is set where another word follows.
 */
export interface LongNames {
  words: Uint32Array;
  /** Words in use. */
  used: number;
}

/** Sounds in one word, and the bits of one. */
export const soundsInWord = 3;
export const soundBits = 10;
/** Set in a word that another one follows. */
export const followed = 0x80000000;

/** Knows no name yet. */
export function createLongNames(): LongNames {
  return { words: sharedWords(soundsInWord), used: 0 };
}

/** Keeps the sounds of a name. @returns the place of its first word */
export function addLongName(table: LongNames, sounds: readonly number[]): number {
  const place = table.used;
  const count = Math.ceil(sounds.length / soundsInWord);
  table.used += count;
  table.words = roomyWords(table.words, table.used);
  for (let word = 0; word < count; word += 1) {
    let bits = 0;
    for (let at = 0; at < soundsInWord; at += 1) bits = (bits << soundBits) | (sounds[word * soundsInWord + at] ?? 0);
    table.words[place + word] = word + 1 < count ? bits | followed : bits;
  }
  return place;
}
