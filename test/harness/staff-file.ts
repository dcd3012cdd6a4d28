import { expectedCheckCharacter } from '@gatehouse/matching/identity-number';

/** An invented member of staff. */
export type StaffMember = {
  readonly name: string;
  readonly number: string;
  readonly postClass?: string;
  readonly employmentForm?: string;
  readonly from?: string;
};

/** Invented people who work somewhere. */
export function staffMembers(count: number, year = 1981): StaffMember[] {
  return Array.from({ length: count }, (_, at) => {
    const body = `100102${year}${String((at % 12) + 1).padStart(2, '0')}05${String(Math.floor(at / 12) + 1).padStart(3, '0')}`;
    return { name: `郑庚${at}`, number: `${body}${expectedCheckCharacter(body)}` };
  });
}

/** The people as a staff file; row 2 is the first of them. */
export function staffFile(people: readonly StaffMember[]): Uint8Array {
  const titles = '姓名,证件类型,证件号码,岗位类别,用工形式,上岗日期';
  const rows = people.map(({ name, number, postClass = '教师', employmentForm = '合同制', from = '2024-09-01' }) =>
    [name, '居民身份证', number, postClass, employmentForm, from].join(','),
  );
  return new TextEncoder().encode(`${[titles, ...rows].join('\r\n')}\r\n`);
}

/** Staff of many units in one file, each row with the name of its unit; row 2 is the first. */
export function jointStaffFile(people: readonly (StaffMember & { readonly unit: string })[]): Uint8Array {
  const [titles, ...rows] = new TextDecoder().decode(staffFile(people)).trimEnd().split('\r\n');
  const lines = [`单位名称,${titles}`, ...rows.map((row, at) => `${people[at]?.unit},${row}`)];
  return new TextEncoder().encode(lines.join('\r\n'));
}
