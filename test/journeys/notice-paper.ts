import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import jsQR from 'jsqr';
import type { Page } from 'playwright-core';

const run = promisify(execFile);

/** A notice as it lies on the desk. */
export type Paper = {
  /** Without white space: a line of print ends wherever it is full. */
  readonly words: string;
  /** What the code says; undefined: there is none. */
  readonly code: string | undefined;
};

/** The clerk saves the notice; it is printed and looked at. */
export async function takeNotice(page: Page): Promise<Paper> {
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '告知书（PDF）' }).click();
  const pdf = await (await saved).path();
  const { stdout } = await run('pdftotext', ['-layout', pdf, '-']);
  return { words: stdout.replace(/\s/g, ''), code: await codeOn(pdf) };
}

const dotsPerInch = 405;
const scanMe = /xMin="([\d.]+)" [^>]*yMax="([\d.]+)">扫码核验</;

/** Draws what stands right of and under the words that ask to scan, as a camera held over it sees it, and reads the code there. */
async function codeOn(pdf: string): Promise<string | undefined> {
  const { stdout } = await run('pdftotext', ['-bbox', pdf, '-']);
  const pages = stdout.split('<page ').map((page) => scanMe.exec(page));
  const number = pages.findIndex((found) => found !== null);
  if (number < 0) return undefined;
  const [left, under] = [1, 2].map((group) => Math.round((Number(pages[number]?.[group]) * dotsPerInch) / 72));
  const part = ['-f', String(number), '-x', String(left), '-y', String(under), '-W', '5000', '-H', '5000'];
  await run('pdftoppm', ['-r', String(dotsPerInch), ...part, '-singlefile', pdf, pdf]);
  const { width, height, pixels } = pixelsOf(await readFile(`${pdf}.ppm`));
  return jsQR.default(pixels, width, height)?.data;
}

/** A portable pixmap: three words of head, then red, green and blue of every pixel; the decoder wants a fourth. */
function pixelsOf(ppm: Buffer): { width: number; height: number; pixels: Uint8ClampedArray } {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 40).toString('latin1'));
  if (head === null) throw new Error('the page was not drawn as a pixmap');
  const [width, height] = [Number(head[1]), Number(head[2])];
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  const colours = ppm.subarray(head[0].length);
  for (let at = 0; at < width * height; at += 1) pixels.set(colours.subarray(at * 3, at * 3 + 3), at * 4);
  return { width, height, pixels };
}
