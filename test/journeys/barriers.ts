import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** The colours of texts whose contrast was measured in this process. */
const measured = new Set<string>();

/**
 * What the contrast of each text on a page turns on: its colour, whether it is large, and every background from it to the
 * first that hides the others.
 */
const coloursOfTexts = `(() => {
  const colours = new Set();
  const seen = new Set();
  const found = (part) => {
    const { color, fontSize, fontWeight } = getComputedStyle(part);
    const behind = [];
    for (let one = part; one !== null; one = one.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
      if (opacity !== '1') behind.push(opacity);
      if (backgroundImage !== 'none') behind.push(backgroundImage);
      if (backgroundColor === 'rgba(0, 0, 0, 0)') continue;
      behind.push(backgroundColor);
      if (!backgroundColor.startsWith('rgba')) break;
    }
    // WCAG 2.2, 1.4.3: a text is large from 18 points, or from 14 points in bold.
    const isLarge = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
    return [color, isLarge, ...behind].join(' ');
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const part = texts.currentNode.parentElement;
    if (part === null || seen.has(part) || texts.currentNode.data.trim() === '') continue;
    seen.add(part);
    colours.add(found(part));
  }
  return [...colours];
})()`;

/**
 * The barriers that axe knows on a page as it stands, a line each.
 * @param contrast two thirds of axe's time go into contrast: `new` measures it where a text has colours that this process has not
 * measured yet, `each` on every page
 */
export async function barriersOn(page: Page, contrast: 'new' | 'each' = 'new'): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`typeof axe !== 'undefined'`))) await page.evaluate(axe.source);
  const colours = await page.evaluate<string[]>(coloursOfTexts);
  const enabled = contrast === 'each' || colours.some((colour) => !measured.has(colour));
  // Only barriers are read: no list of what is well.
  const options = JSON.stringify({ resultTypes: ['violations'], rules: { 'color-contrast': { enabled } } });
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${options})`);
  // What was found too faint is measured again, wherever it stands next.
  if (violations.length === 0) for (const colour of colours) measured.add(colour);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
