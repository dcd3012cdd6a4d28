// `npm run overdue-components -- FILE…`: which components have to be replaced, and by when, by advisories that somebody fetched
// (OSV, one or many to a file). Asks nobody; fails when one is overdue.

import { readFileSync } from 'node:fs';
import { build, root, say, stop } from './prepare.mjs';

const files = process.argv.slice(2);
if (files.length === 0) stop('Name a file of advisories (OSV, JSON).', '请指定漏洞公告文件（OSV 格式的 JSON）。');
build();
const { componentsOf, weakComponents } = await import(`${root}/apps/server/dist/components.js`);
const advisories = files.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')));
const components = componentsOf(JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')));
const weak = weakComponents(components, advisories, new Date());
for (const { name, version, advisory, severity, due, isOverdue } of weak) {
  const day = due.toISOString().slice(0, 10);
  const [en, zh] = isOverdue ? ['overdue since', '已逾期，期限为'] : ['due by', '期限为'];
  say(
    `${name} ${version}: ${advisory}, ${severity}, ${en} ${day}`,
    `${name} ${version}：${advisory}，${severity}，${zh} ${day}`,
  );
}
const overdue = weak.filter(({ isOverdue }) => isOverdue).length;
say(
  `${components.length} components, ${advisories.length} advisories: ${weak.length} to be replaced, ${overdue} overdue`,
  `组件 ${components.length} 个，公告 ${advisories.length} 条：待更换 ${weak.length} 个，已逾期 ${overdue} 个`,
);
if (overdue > 0) process.exitCode = 1;
