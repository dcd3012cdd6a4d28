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
  {
    to: '/objections',
    title: { en: 'Objections', zh: '异议' },
    icon: 'change',
    permission: 'inquiry:objections',
  },
  {
    to: '/objections-above',
    title: { en: 'Objections', zh: '异议' },
    icon: 'change',
    permission: 'inquiry:objections-above',
  },
  { to: '/coverage', title: { en: 'Covered', zh: '在岗覆盖' }, icon: 'people', permission: 'workforce:enter' },
  {
    to: '/coverage/divisions',
    title: { en: 'Divisions', zh: '地区覆盖' },
    icon: 'book',
    permission: 'workforce:divisions-covered',
  },
  { to: '/gaps', title: { en: 'Gaps', zh: '缺口' }, icon: 'problem', permission: 'workforce:read' },
  { to: '/inquiries', title: { en: 'Checks', zh: '查询' }, icon: 'review', permission: 'inquiry:read' },
  {
    to: '/desk-code',
    title: { en: 'Own page', zh: '本人查询' },
    icon: 'person',
    permission: 'inquiry:prove-visitor',
  },
  { to: '/inquiry-lists', title: { en: 'Lists', zh: '名单' }, icon: 'file', permission: 'inquiry:draft' },
  { to: '/staff', title: { en: 'Staff', zh: '在岗人员' }, icon: 'people', permission: 'workforce:enter' },
  {
    to: '/roster-units',
    title: { en: 'Units', zh: '单位' },
    icon: 'people',
    permission: 'workforce:units',
  },
  {
    to: '/sent-staff',
    title: { en: 'Sent staff', zh: '派驻人员' },
    icon: 'people',
    permission: 'workforce:sent-staff',
  },
  { to: '/tips', title: { en: 'Tips', zh: '场所线索' }, icon: 'inbox', permission: 'workforce:tips' },
  {
    to: '/prohibitions',
    title: { en: 'Prohibitions', zh: '从业禁止' },
    icon: 'stop',
    permission: 'supervision:read',
  },
  { to: '/owed-gaps', title: { en: 'Owed gaps', zh: '移送缺口' }, icon: 'problem', permission: 'supervision:read' },
  {
    to: '/serving-records',
    title: { en: 'Where else', zh: '其他任职' },
    icon: 'search',
    permission: 'workforce:elsewhere',
  },
  {
    to: '/emergency-looks',
    title: { en: 'Emergency', zh: '紧急查阅' },
    icon: 'problem',
    permission: 'access:emergency-look',
  },
  {
    to: '/registry/comparisons',
    title: { en: 'Compare', zh: '比对' },
    icon: 'compare',
    permission: 'registry:compare',
  },
  {
    to: '/registry/merges',
    title: { en: 'On record twice', zh: '疑似同一人' },
    icon: 'people',
    permission: 'registry:compare',
  },
  { to: '/registry/verifications', title: { en: 'Verify', zh: '核验' }, icon: 'review', permission: 'registry:verify' },
  { to: '/registry/proposals', title: { en: 'Changes', zh: '变更' }, icon: 'change', permission: 'registry:read' },
  { to: '/registry/imports', title: { en: 'Imports', zh: '导入' }, icon: 'upload', permission: 'registry:enter' },
  {
    to: '/registry/persons',
    title: { en: 'Find a person', zh: '查找人员' },
    icon: 'search',
    permission: 'registry:read',
  },
  {
    to: '/registry/replays',
    title: { en: 'Look back', zh: '回看答复' },
    icon: 'clock',
    permission: 'registry:replay',
  },
  { to: '/registry/sources', title: { en: 'Sources', zh: '来源' }, icon: 'bank', permission: 'registry:overview' },
  { to: '/journal', title: { en: 'Log', zh: '日志' }, icon: 'proof', permission: 'journal:read' },
  {
    to: '/emergency-looks/review',
    title: { en: 'Emergency', zh: '紧急查阅' },
    icon: 'problem',
    permission: 'access:review-emergency-looks',
  },
  { to: '/looks', title: { en: 'Drawn looks', zh: '抽查查阅' }, icon: 'review', permission: 'journal:review-looks' },
  { to: '/figures', title: { en: 'Open figures', zh: '公开统计' }, icon: 'book', permission: 'journal:read' },
  {
    to: '/looks/confirm',
    title: { en: 'Confirm', zh: '确认查阅' },
    icon: 'review',
    permission: 'journal:confirm-looks',
  },
  {
    to: '/registry/lags',
    title: { en: 'Time to entry', zh: '录入时差' },
    icon: 'clock',
    permission: 'registry:entry-lags',
  },
  {
    to: '/registry/desk',
    title: { en: 'Comparison desk', zh: '比对进度' },
    icon: 'clock',
    permission: 'registry:desk',
  },
  { to: '/retention', title: { en: 'Kept', zh: '保存' }, icon: 'file', permission: 'retention:overview' },
  { to: '/ways', title: { en: 'Ways', zh: '线路' }, icon: 'change', permission: 'inquiry:canaries' },
  { to: '/accounts', title: { en: 'Accounts', zh: '账号' }, icon: 'people', permission: 'access:manage-accounts' },
  {
    to: '/organisations',
    title: { en: 'Organisations', zh: '单位' },
    icon: 'book',
    permission: 'access:manage-accounts',
  },
  { to: '/messages', title: { en: 'Messages', zh: '消息' }, icon: 'inbox', permission: 'messages:read-outbox' },
  { to: '/account', title: { en: 'My account', zh: '我的账号' }, icon: 'person' },
];

/** The tasks of one session. */
export function navigationOf(entries: readonly NavigationEntry[], session: Session): readonly NavigationEntry[] {
  return entries.filter(({ permission }) => permission === undefined || may(session, permission));
}

/** The one entry that a page belongs to: the longest address at or above the page's own; home only on its own page. */
export function litEntry(entries: readonly NavigationEntry[], path: string): NavigationEntry | undefined {
  const above = entries.filter(({ to }) => path === to || (to !== '/' && path.startsWith(`${to}/`)));
  return above.sort((one, other) => other.to.length - one.to.length)[0];
}
