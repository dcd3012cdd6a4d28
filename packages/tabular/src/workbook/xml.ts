import { TextDecoder } from 'node:util';
import { Parser } from 'saxen';
import { TableRefusal } from '../problem.js';

/** What a reader of one XML part listens to. Names come without prefix, for some programs write `x:row` for `row`. */
export interface XmlListener {
  readonly open: (name: string, attribute: (name: string) => string | undefined) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** The longest tag or text that is waited for. A cell holds at most 32,767 characters. */
const longestToken = 4 * 1024 * 1024;

const named = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/**
 * Reads one part of a workbook as it is unpacked. Document type declarations are refused, so no entity but the five of
 * XML can be meant and nothing outside the part can be named (OWASP, "XML External Entity").
 */
export async function readXml(chunks: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> {
  const parser = new Parser();
  let waiting = 0;
  const seen = () => {
    waiting = 0;
  };
  parser.on('openTag', (name, attributes) => {
    seen();
    listener.open(withoutPrefix(name), (wanted) => {
      const value = attributes()[wanted];
      return value === undefined ? undefined : decodeEntities(value);
    });
  });
  parser.on('closeTag', (name) => {
    seen();
    listener.close?.(withoutPrefix(name));
  });
  parser.on('text', (text) => {
    seen();
    listener.text?.(decodeEntities(text));
  });
  parser.on('cdata', (text) => {
    seen();
    listener.text?.(text);
  });
  parser.on('attention', () => {
    throw new TableRefusal('table-xml-not-allowed');
  });
  parser.on('error', (error) => {
    throw error instanceof TableRefusal ? error : new TableRefusal('table-workbook-damaged');
  });

  for await (const text of decoded(chunks)) {
    waiting += text.length;
    parser.write(text);
    // The parser reads an unfinished token again with each piece: without a bound one endless tag costs its square.
    if (waiting > longestToken) throw new TableRefusal('table-workbook-damaged');
  }
  parser.end();
}

async function* decoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of chunks) {
      decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8', { fatal: true });
      yield decoder.decode(chunk, { stream: true });
    }
    if (decoder !== undefined) yield decoder.decode();
  } catch (error) {
    throw error instanceof TableRefusal ? error : new TableRefusal('table-workbook-damaged');
  }
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** saxen's own decoder cuts code points beyond the basic plane, which rare characters in names are (𠮷). */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return named.get(name) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
