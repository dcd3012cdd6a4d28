import { type Chance, chanceOf } from './random.js';
import { type InventedPerson, inventDay, inventPerson } from './people.js';

/** One row of a registry import, by the keys of its columns. */
export type RecordRow = Readonly<Record<string, string>>;

/** A source of the invented country and the rows it supplies. */
export type InventedSource = {
  readonly code: string;
  readonly kind: 'court' | 'prosecutor' | 'police' | 'local_database' | 'restriction_list' | 'civil_register';
  readonly nameZh: string;
  readonly nameEn: string;
  /** What the law pack calls what this source answers for. */
  readonly querySource: string;
  readonly rows: RecordRow[];
};

/** How a source's decisions look in the columns of the import. */
const decisions = {
  court: { kind: '有罪判决', offence: '237', body: '法院', bodyName: '云屏省中级人民法院（虚构）' },
  prosecutor: { kind: '相对不起诉', offence: '237', body: '检察院', bodyName: '云屏省人民检察院（虚构）' },
  police: { kind: '行政处罚', offence: 'PSAPL-2012-44', body: '公安机关', bodyName: '云屏省公安厅（虚构）' },
  local_database: { kind: '有罪判决', offence: '236', body: '法院', bodyName: '澜岭省中级人民法院（虚构）' },
  restriction_list: {
    kind: '撤销教师资格',
    offence: '237',
    body: '资格认定机构',
    bodyName: '云屏省教师资格认定机构（虚构）',
  },
} as const;

const shares = [
  {
    code: 'court',
    kind: 'court',
    nameZh: '法院（虚构）',
    nameEn: 'Courts (invented)',
    querySource: 'sexual_offence_registry',
    rows: 1800,
  },
  {
    code: 'prosecutor',
    kind: 'prosecutor',
    nameZh: '检察机关（虚构）',
    nameEn: 'Procuratorates (invented)',
    querySource: 'sexual_offence_registry',
    rows: 400,
  },
  {
    code: 'police',
    kind: 'police',
    nameZh: '公安机关（虚构）',
    nameEn: 'Police (invented)',
    querySource: 'sexual_offence_registry',
    rows: 500,
  },
  {
    code: 'local',
    kind: 'local_database',
    nameZh: '地方信息库（虚构）',
    nameEn: 'Local database (invented)',
    querySource: 'minors_harm_registry',
    rows: 300,
  },
  {
    code: 'restriction',
    kind: 'restriction_list',
    nameZh: '教师资格限制库（虚构）',
    nameEn: 'Teacher restriction list (invented)',
    querySource: 'qualification_restriction_list',
    rows: 0,
  },
  {
    code: 'civil',
    kind: 'civil_register',
    nameZh: '户籍登记机关（虚构）',
    nameEn: 'Civil register (invented)',
    querySource: 'sexual_offence_registry',
    rows: 0,
  },
] as const;

/** The three thousand records of the invented country, by source; the stories' own records come on top. */
export function inventSources(): InventedSource[] {
  const chance = chanceOf(4242);
  return shares.map(({ rows: count, ...source }) => ({
    ...source,
    rows: Array.from({ length: count }, (_, position) => inventRow(chance, source.kind, source.code, position)),
  }));
}

function inventRow(chance: Chance, kind: InventedSource['kind'], code: string, position: number): RecordRow {
  const person = inventPerson(chance, 1955, 1998);
  const act = inventDay(chance, 2018, 2023);
  const decision = decisions[kind === 'civil_register' ? 'court' : kind];
  return {
    ...recordRow(person, { reference: `${code}-${position + 1}`, act, ...decision }),
    ...(kind === 'court' || kind === 'local_database'
      ? { 刑罚种类: '有期徒刑', '刑期（月）': String(chance.whole(10, 120)) }
      : {}),
  };
}

/** The row of one decision about one person, by the Chinese titles of the import's columns. */
export function recordRow(
  person: InventedPerson,
  decision: { reference: string; act: string; kind: string; offence: string; body: string; bodyName: string },
): RecordRow {
  const decided = `${Number(decision.act.slice(0, 4)) + 1}${decision.act.slice(4)}`;
  return {
    文书编号: decision.reference,
    姓名: person.name,
    性别: person.sex === 'male' ? '男' : '女',
    出生日期: person.birthDate,
    证件类型: '居民身份证',
    证件号码: person.number,
    决定种类: decision.kind,
    罪名代码: decision.offence,
    决定机关类别: decision.body,
    决定机关: decision.bodyName,
    决定日期: decided,
    生效日期: decided,
    行为日期: decision.act,
    身份确认方式: '证件',
  };
}
