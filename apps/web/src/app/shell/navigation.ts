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
  { to: '/inquiries/new', title: { en: 'New check', zh: '新建查询' }, icon: 'newCheck', permission: 'inquiry:draft' },
  { to: '/inquiry-reviews', title: { en: 'Approvals', zh: '待审核' }, icon: 'bank', permission: 'inquiry:review' },
  { to: '/inquiries', title: { en: 'Checks', zh: '查询' }, icon: 'review', permission: 'inquiry:read' },
  { to: '/inquiry-lists', title: { en: 'Lists', zh: '名单' }, icon: 'file', permission: 'inquiry:draft' },
];

/** The tasks of one session. */
export function navigationOf(entries: readonly NavigationEntry[], session: Session): readonly NavigationEntry[] {
  return entries.filter(({ permission }) => permission === undefined || may(session, permission));
}
