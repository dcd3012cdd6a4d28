import type { Role } from '@gatehouse/contract';

/**
 * On whose behalf a transaction runs. Every store is made for one viewer; the database checks the same again by row
 * security. There is no viewer that sees everything: system work names itself, and its policies are written for that name.
 */
export type Viewer =
  | {
      readonly kind: 'account';
      readonly accountId: string;
      readonly sessionId: string;
      readonly organisationId: string;
      readonly divisionCode: string;
      readonly roles: readonly Role[];
    }
  /** The person checked, by a personal link: sees one inquiry and nothing else. */
  | {
      readonly kind: 'person';
      readonly linkId: string;
      readonly inquiryId: string;
      /** Whether the code was given in this browser, and lately. */
      readonly isOpenHere: boolean;
      /** Whether the person answered in this browser. */
      readonly hasAnsweredHere: boolean;
    }
  /** The person checked, whose identity a desk has proven: sees what was asked about them and nothing else. */
  | { readonly kind: 'visitor'; readonly visitId: string }
  /** The operator at the machine, through the local socket or the data folder. */
  | { readonly kind: 'operator'; readonly name: string }
  /** A job or loop of the node, under its own loud name. */
  | { readonly kind: 'system'; readonly name: SystemName }
  /** Nobody in particular: public pages. */
  | { readonly kind: 'public' };

/** The system viewers that exist. A new one needs its row-security policies before it can see a row. */
export const systemNames = [
  'sign-in',
  'personal-link',
  'own-page',
  'sequencer',
  'journal',
  'entry-comparison',
  'delivery',
  'exchange',
  'matcher',
  'release-window',
  'list-reader',
  'roster-reader',
  'coverage',
  'monitoring',
  'supervision',
  'tips',
  'emergency-watch',
  'canary',
  'bulk-deed',
  'sweep',
  'maintenance',
  'registry-import',
  'retention',
  'restore',
  'demonstration',
] as const;
export type SystemName = (typeof systemNames)[number];

/** The viewer of a named piece of system work. */
export function systemViewer(name: SystemName): Viewer {
  return { kind: 'system', name };
}

/** The viewer of public pages. */
export const publicViewer: Viewer = { kind: 'public' };

/** How the viewer is named in the journal: kind and stable id, never a person's name. */
export function viewerName(viewer: Viewer): string {
  if (viewer.kind === 'account') return `account:${viewer.accountId}`;
  if (viewer.kind === 'person') return `person:${viewer.linkId}`;
  if (viewer.kind === 'visitor') return `visitor:${viewer.visitId}`;
  if (viewer.kind === 'operator') return `operator:${viewer.name}`;
  if (viewer.kind === 'system') return `system:${viewer.name}`;
  return 'public';
}
