import notes from './name-notes.json' with { type: 'json' };

const longestRead = 200;
/** Unified ideographs alone: they are what normalising makes of them. */
const chineseAlone = /^[\u4e00-\u9fff]{1,200}$/;
const chinese = notes.otherName.chinese.join('|');
const latin = notes.otherName.latin.map((word) => word.replaceAll('.', '\\.')).join('|');
const titles = notes.titles.join('|');
const unusual = new RegExp(`[([【〔<《:\\d○]|${chinese}|${titles}|${latin}`, 'iu');
const beforeOther = new RegExp(
  `[\\s,;、/]*(?:(?:${chinese})|[\\s,;/](?:${latin})(?=[\\s:]))[\\s:]*(?=\\p{L}[\\p{L}·])`,
  'iu',
);
const atStart = new RegExp(`^\\s*(?:${chinese}|(?:${latin})(?=[\\s:]))[\\s:]*`, 'iu');
const bracketed = /[([【〔<《]([^)\]】〕>》]*)[)\]】〕>》]?/gu;
const title = new RegExp(`^([\\p{Script=Han}·]{2,})(?:${titles})$`, 'u');
const numbered = /^([\p{Script=Han}·]{2,})[\s_-]*\d{1,4}$/u;

/**
 * The names in the field of a name, its own first: without notes in brackets ("已离职"), titles (老师) and the numbers that tell
 * namesakes apart in lists (王小明2), and with the further names that a note tells ("曾用名王大明"). A Chinese name never has a
 * bracket, a digit or a title of its own. Anything but text reads as no name.
 */
export function readNames(raw: unknown): readonly string[] {
  if (typeof raw !== 'string') return [];
  const text = chineseAlone.test(raw) ? raw : raw.slice(0, longestRead).normalize('NFKC');
  if (!unusual.test(text)) return [raw];
  const others: string[] = [];
  const bare = text.replace(bracketed, (_, inside: string) => {
    const told = inside.replace(atStart, '');
    if (told !== inside || isNameBeside(text, inside)) others.push(told);
    return ' ';
  });
  const names = [...bare.split(beforeOther), ...others].map(plain).filter((name) => name !== '');
  return names.length > 0 ? [...new Set(names)] : [raw];
}

/** A name in the other script stands in brackets without a word: 王小明(Wang Xiaoming). */
function isNameBeside(text: string, inside: string): boolean {
  const outside = text.replace(bracketed, '').trim();
  if (/^[\p{Script=Latin}\s'-]{4,}$/u.test(inside)) return /\p{Script=Han}{2}/u.test(outside);
  return /^[\p{Script=Han}·]{2,}$/u.test(inside) && /^[\p{Script=Latin}\s'.-]+$/u.test(outside);
}

function plain(name: string): string {
  const trimmed = name.replace(/^[\s:,;]+|[\s,;]+$/gu, '').replaceAll('○', '〇');
  return trimmed.replace(numbered, '$1').replace(title, '$1');
}
