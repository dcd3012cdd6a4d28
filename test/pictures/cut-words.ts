/**
 * Runs in the page and answers the words that nobody can read there, each with why: cut by a box that hides the rest, beyond
 * the edge of the window, over the next cell of a table, or in a box that scrolls but cannot be reached by key. Words inside a box that scrolls by key may lie
 * beyond its edge; the box itself, and everything that hides words inside it, are looked at like anything else. A placeholder
 * that its field is too narrow for is found as well: unlike what was typed, nobody can move through it.
 */
export const cutWords = `(() => {
  const found = new Set();
  const say = (why, text) => found.add(why + ': ' + text.trim().replace(/\\s+/g, ' ').slice(0, 60));
  const edge = 1.5;

  // Words for screen readers only are cut on purpose.
  const isForReaders = (part) => part.closest('svg, script, style, noscript, template') !== null ||
    (() => { for (let one = part; one; one = one.parentElement) if (getComputedStyle(one).clipPath.startsWith('inset')) return true; })();
  const isReachedByKey = (box) => box.tabIndex >= 0 || box.querySelector('a[href], button, input, [tabindex="0"]') !== null;

  const whyUnread = (rects, part) => {
    let seen = rects;
    for (let box = part; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.visibility === 'hidden' || style.opacity === '0') return undefined;
      if (style.display === 'inline' || style.display === 'contents') continue;
      const { left, right, bottom } = box.getBoundingClientRect();
      const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
      const scrolls = (overflow) => overflow === 'auto' || overflow === 'scroll';
      const isOutside = seen.some((one) => one.right > right + edge || one.left < left - edge);
      const isBelow = seen.some((one) => one.bottom > bottom + edge);
      if (isOutside && style.display === 'table-cell') return 'runs into the next cell';
      if (isOutside && hides(style.overflowX)) return 'cut off';
      if (isBelow && hides(style.overflowY)) return 'cut off below';
      if ((isOutside && scrolls(style.overflowX)) || (isBelow && scrolls(style.overflowY))) {
        if (!isReachedByKey(box)) return 'scrolls by pointer only';
        seen = [box.getBoundingClientRect()];
      }
      if (style.position === 'fixed') break;
    }
    return seen.some((one) => one.right > innerWidth + edge || one.left < -edge) ? 'beyond the window' : undefined;
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.data.trim() === '' || isForReaders(node.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    const why = rects.length > 0 ? whyUnread(rects, node.parentElement) : undefined;
    if (why) say(why, node.data);
  }

  const pen = document.createElement('canvas').getContext('2d');
  for (const field of document.querySelectorAll('input[placeholder], textarea[placeholder]')) {
    if (field.value !== '' || field.clientWidth === 0 || field.localName === 'textarea') continue;
    const style = getComputedStyle(field);
    pen.font = style.font;
    const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (pen.measureText(field.placeholder).width > room + edge) say('placeholder cut off', field.placeholder);
  }
  return [...found];
})()`;
