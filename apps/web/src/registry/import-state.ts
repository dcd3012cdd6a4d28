import type { ImportProgress } from '@gatehouse/contract';
import type { Tone } from '../ui/status-tag.js';

const tones: Readonly<Record<ImportProgress['state'], Tone>> = {
  uploaded: 'waiting',
  checking: 'active',
  checked: 'waiting',
  entering: 'active',
  entered: 'ended',
  discarded: 'ended',
};

/** What the state of an import asks of the one who brought it. */
export function toneOfImport(state: ImportProgress['state']): Tone {
  return tones[state];
}

/** Whether the node is at work on it, so that the page asks again by itself. */
export function isAtWork(state: ImportProgress['state']): boolean {
  return state === 'checking' || state === 'entering';
}

/** Key under which the preview of a fresh upload is kept in memory; it comes with the upload and cannot be read again. */
export function previewKey(importId: string): readonly string[] {
  return ['registry-import-preview', importId];
}
