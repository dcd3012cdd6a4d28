import type { Permission } from '@gatehouse/contract';
import type { LinkProps } from '@tanstack/react-router';
import type { IconName } from '../../ui/icon.js';
import { may, type Session } from '../session/session.js';

/** One task one may come for. The order is the order of the day. */
export type NavigationEntry = {
  readonly to: NonNullable<LinkProps['to']>;
  readonly title: { readonly en: string; readonly zh: string };
  readonly icon: IconName;
  /** Shown only to those who may; absent: to everybody signed in. */
  readonly permission?: Permission;
};

/** All tasks. A module adds its line here when its first page exists. */
export const navigation: readonly NavigationEntry[] = [
  { to: '/', title: { en: 'Today', zh: '今日事项' }, icon: 'home' },
];

/** The tasks of one session. */
export function navigationOf(entries: readonly NavigationEntry[], session: Session): readonly NavigationEntry[] {
  return entries.filter(({ permission }) => permission === undefined || may(session, permission));
}
