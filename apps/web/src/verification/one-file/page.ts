import type { Words } from '../../ui/words.js';
import { checkProof } from './check-proof.js';
import type { Report } from './report.js';
import { readTrust } from './trust.js';
import words from './words.json' with { type: 'json' };

/** Largest file that is read: a proof of everything asked about somebody in many years. */
const largestFile = 5_000_000;
const signs = { holds: '✓', doesNot: '✗', unsaid: '?' } as const;

/** Both languages of a text, one under the other, each marked as what it is. */
function both({ zh, en }: Words, tag = 'p'): HTMLElement {
  const element = document.createElement(tag);
  for (const [language, text] of [
    ['zh-CN', zh],
    ['en', en],
  ] as const) {
    const part = document.createElement('span');
    part.lang = language;
    part.textContent = text;
    element.append(part);
  }
  return element;
}

type Given = { readonly area: HTMLTextAreaElement; readonly part: HTMLElement };

/** A field to paste into, and a way to open a file instead. */
function field(id: string, label: Words, hint: Words, rows = 5): Given {
  const part = document.createElement('section');
  const area = document.createElement('textarea');
  Object.assign(area, { id, rows, spellcheck: false, autocomplete: 'off' });
  const named = both(label, 'label');
  named.setAttribute('for', id);
  const explained = both(hint);
  explained.id = `${id}-hint`;
  area.setAttribute('aria-describedby', explained.id);
  const file = document.createElement('input');
  Object.assign(file, { type: 'file', id: `${id}-file` });
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    if (chosen !== undefined && chosen.size <= largestFile)
      void chosen.text().then((text) => {
        area.value = text;
      });
  });
  const opened = both(words.file, 'label');
  opened.setAttribute('for', file.id);
  opened.className = 'file';
  part.append(named, explained, area, opened, file);
  return { area, part };
}

function shownReport({ title, isProven, lines, facts, remark }: Report): readonly HTMLElement[] {
  const head = both(title, 'h2');
  head.className = isProven ? 'holds' : 'doesNot';
  const list = document.createElement('ul');
  for (const { state, words: said } of lines) {
    const line = both(said, 'li');
    line.className = state;
    const mark = document.createElement('b');
    mark.textContent = `${signs[state]} ${words[state].zh} ${words[state].en}`;
    line.prepend(mark);
    list.append(line);
  }
  const table = document.createElement('dl');
  for (const { name, value } of facts) {
    const said = document.createElement('dd');
    said.append(typeof value === 'string' ? value : both(value, 'div'));
    table.append(both(name, 'dt'), said);
  }
  return [head, list, ...(remark === undefined ? [] : [both(remark)]), ...(facts.length === 0 ? [] : [table])];
}

/** What a link may bring: keys behind `#keys=`, which no server is told. */
function keysInAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get('keys') ?? '';
}

/** Builds the page into the document. */
export function buildPage(root: HTMLElement): void {
  const keys = field('keys', words.keys, words.keysHint);
  const proof = field('proof', words.proof, words.proofHint);
  const witnessed = field('witnessed-head', words.witnessedHead, words.witnessedHeadHint, 3);
  const brought = keysInAddress();
  if (brought !== '') {
    keys.area.value = brought;
    keys.part.append(both(words.keysGiven));
  }
  const act = both(words.act, 'button');
  const result = document.createElement('div');
  result.setAttribute('role', 'status');
  const form = document.createElement('form');
  form.append(keys.part, proof.part, witnessed.part, act);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    findOut(keys.area.value, proof.area.value, witnessed.area.value).then(
      (shown) => result.replaceChildren(...shown),
      () => result.replaceChildren(both(words.failed)),
    );
  });
  root.append(both(words.title, 'h1'), both(words.lead), form, result);
}

async function findOut(keys: string, proof: string, witnessed: string): Promise<readonly HTMLElement[]> {
  const read = readTrust(keys, witnessed);
  if (!read.ok) return [both(read.why)];
  const found = await checkProof(proof, read.trust);
  return 'why' in found ? [both(found.why)] : shownReport(found);
}
