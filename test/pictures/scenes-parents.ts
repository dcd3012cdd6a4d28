import { press, type Scene } from './scene.js';

const longAgo = '2026-10-12T01:30:00.000Z';

/** A unit as parents are shown it: the country is younger than any month. */
const unitForParents = {
  unit: { en: 'Willow Primary School of Example County (invented)', zh: '示例县杨柳小学（虚构）' },
  title: { en: 'How many who work here are checked', zh: '在岗人员查询情况' },
  share: {
    en: 'Checked, of those who work with children at Willow Primary School of Example County (invented):',
    zh: '示例县杨柳小学（虚构）接触未成年人的在岗人员中，已依法查询的比例：',
  },
  band: { en: '95 % or more', zh: '95%及以上' },
  asOf: longAgo,
  until: '2026-11-12T01:30:00.000Z',
  fixed: {
    en: 'As of 12 Oct 2026, 09:30. The figure stays as it is until 12 Nov 2026, 09:30, whatever changes meanwhile.',
    zh: '数据截至2026年10月12日09:30，在2026年11月12日09:30之前固定不变，期间的人员变化不会显示。',
  },
  meaning: {
    en: 'Checked means that the register was asked about a person as the law requires, and that it is not yet time to ask again. What was answered about anybody is told to nobody here.',
    zh: '“已查询”指已依法向信息库查询且未到再次查询的期限；本页不涉及对任何人的查询结果。',
  },
  notRating: {
    en: 'This is not a safety rating, and a low share says nothing against any person.',
    zh: '本比例不是安全评级；比例低不代表任何人有问题。',
  },
  ask: {
    en: 'Who to ask: the unit itself, or Example County Education Bureau (invented).',
    zh: '咨询：该单位，或示例县教育局（虚构）。',
  },
};

/** What parents meet: the look-up, and what stands of a unit. */
export const parentScenes: Scene[] = [
  { name: 'certificate', path: '/certificate' },
  { name: 'certificate-short', path: '/certificate', act: press('certificate:look') },
  { name: 'certificate-nothing', path: '/certificate#22222222222222222222222222' },
  {
    name: 'certificate-unit',
    path: '/certificate#22222222222222222222222222',
    server: { address: '/api/coverage/look-up', does: 'change', adds: { items: [unitForParents] } },
  },
];
