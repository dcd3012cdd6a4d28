import { divisionName, inventedDivisions, listDivisions } from '@gatehouse/law';
import { expectedCreditCodeCheckCharacter } from '@gatehouse/matching/identity-number';
import { roleDefinition, roles, type Role } from '@gatehouse/contract';
import { type Chance, chanceOf } from './random.js';
import staffing from './staffing.json' with { type: 'json' };
import words from './words.json' with { type: 'json' };

/** An organisation of the invented country. `key` names it within the country. */
export type InventedOrganisation = {
  readonly key: string;
  readonly kind: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly divisionCode: string;
  readonly parent: string | undefined;
  readonly unitType: string | undefined;
  /** Which authority of the law pack it is. */
  readonly authority: string | undefined;
  readonly creditCode?: string;
};

/** An account of the invented country. */
export type InventedAccount = {
  readonly login: string;
  readonly role: Role;
  readonly organisation: string;
  readonly displayName: string;
};

const unitsInTheCountry = 200;
const invented = { zh: '（虚构）', en: ' (invented)' };

/** Authorities and units: three provinces, twelve counties, two hundred units. */
export function inventCountry(today: string): { organisations: InventedOrganisation[]; accounts: InventedAccount[] } {
  const chance = chanceOf(20261123);
  const provinces = listDivisions(null, today, inventedDivisions);
  const organisations: InventedOrganisation[] = [...nationalBodies()];
  const counties: string[] = [];
  for (const province of provinces) {
    organisations.push(authority('education', province.code, 'ministry'));
    for (const prefecture of listDivisions(province.code, today, inventedDivisions)) {
      organisations.push(authority('education', prefecture.code, `education-${province.code}`));
      for (const county of listDivisions(prefecture.code, today, inventedDivisions)) {
        counties.push(county.code);
        organisations.push(authority('education', county.code, `education-${prefecture.code}`));
        organisations.push(authority('health', county.code, `education-${prefecture.code}`));
      }
    }
  }
  const units = unitsOf(chance, counties);
  organisations.push(...units);
  return { organisations, accounts: inventAccounts(counties, units) };
}

function nationalBodies(): InventedOrganisation[] {
  const body = (key: string, kind: string, nameZh: string, nameEn: string): InventedOrganisation => ({
    key,
    kind,
    nameZh: nameZh + invented.zh,
    nameEn: nameEn + invented.en,
    divisionCode: '100000',
    parent: undefined,
    unitType: undefined,
    authority: undefined,
  });
  return [
    body('ministry', 'ministry', '教育主管部委', 'Ministry of Education'),
    body('registry', 'registry', '性侵违法犯罪人员信息库', 'Registry'),
    body('procuratorate', 'procuratorate', '云屏省人民检察院', 'Yunping Procuratorate'),
    {
      ...body('qualification', 'qualification', '云屏省教师资格认定机构', 'Yunping Teacher Qualification Body'),
      authority: 'qualification_body',
    },
    body('centre', 'centre', '一站式办案中心', 'One-stop Centre'),
    {
      ...body('supplier', 'supplier', '云屏劳务派遣有限公司', 'Yunping Staff Supply'),
      creditCode: staffing.supplierCreditCode,
    },
    body('auditor', 'auditor', '监督机构', 'Audit Body'),
    body('operator', 'operator', '平台运行单位', 'Operator'),
  ];
}

const authorityNames: Readonly<Record<string, { zh: string; en: string }>> = {
  education: { zh: '教育局', en: 'Education Bureau' },
  health: { zh: '卫生健康局', en: 'Health Commission' },
};

function authority(kind: string, divisionCode: string, parent: string): InventedOrganisation {
  const names = authorityNames[kind];
  return {
    key: `${kind}-${divisionCode}`,
    kind: 'authority',
    nameZh: divisionName(divisionCode, 'zh', inventedDivisions) + (names?.zh ?? '') + invented.zh,
    nameEn: `${divisionName(divisionCode, 'en', inventedDivisions)} ${names?.en ?? ''}${invented.en}`,
    divisionCode,
    parent,
    unitType: undefined,
    authority: kind,
  };
}

/** A unit of the country with the account of its clerk. */
export type StaffedUnit = {
  readonly key: string;
  readonly unitType: string | undefined;
  readonly divisionCode: string;
  readonly clerk: string;
};

/** The units of the country in a lasting order, each with its clerk. */
export function inventUnits(today: string): StaffedUnit[] {
  const { organisations, accounts } = inventCountry(today);
  const clerks = new Map(
    accounts.filter(({ role }) => role === 'clerk').map(({ organisation, login }) => [organisation, login]),
  );
  return organisations.flatMap(({ key, kind, unitType, divisionCode }) => {
    const clerk = clerks.get(key);
    return kind === 'unit' && clerk !== undefined ? [{ key, unitType, divisionCode, clerk }] : [];
  });
}

function unitsOf(chance: Chance, counties: readonly string[]): InventedOrganisation[] {
  return Array.from({ length: unitsInTheCountry }, (_, position) => {
    const divisionCode = counties[position % counties.length] ?? '100101';
    const number = Math.floor(position / counties.length);
    const place = {
      zh: divisionName(divisionCode, 'zh', inventedDivisions),
      en: divisionName(divisionCode, 'en', inventedDivisions),
    };
    if (number === 16) {
      return {
        ...unit(`unit-${position}`, divisionCode, `${place.zh}人民医院`, `${place.en} Hospital`),
        parent: `health-${divisionCode}`,
        unitType: 'medical_institution',
      };
    }
    const school = words.schools[number % words.schools.length] ?? chance.pick(words.schools);
    return {
      ...unit(
        `unit-${position}`,
        divisionCode,
        place.zh + school,
        `${place.en} ${schoolType(school).en} ${number + 1}`,
      ),
      unitType: schoolType(school).type,
    };
  });
}

function unit(key: string, divisionCode: string, nameZh: string, nameEn: string): InventedOrganisation {
  return {
    key,
    kind: 'unit',
    nameZh: nameZh + invented.zh,
    nameEn: nameEn + invented.en,
    divisionCode,
    parent: `education-${divisionCode}`,
    unitType: undefined,
    authority: undefined,
    creditCode: creditCodeOf(key, divisionCode),
  };
}

/** A social-credit code with its check character, of a unit by its key or of a place without one; no register of these divisions was ever there. Two schools of one name are told apart by it. */
export function creditCodeOf(key: string, divisionCode: string): string {
  const body = `12${divisionCode}MB0${key.replace('unit-', '').padStart(6, '0')}`;
  return `${body}${expectedCreditCodeCheckCharacter(body)}`;
}

function schoolType(name: string): { type: string; en: string } {
  if (name.includes('幼儿园')) return { type: 'kindergarten', en: 'Kindergarten' };
  if (name.includes('职业')) return { type: 'secondary_vocational_school', en: 'Vocational School' };
  if (name.includes('中学')) return { type: 'secondary_school', en: 'Secondary School' };
  return { type: 'primary_school', en: 'Primary School' };
}

/** Where a role works: an organisation of the first kind that the role table names for it. */
function homeOf(role: Role): string {
  if (role === 'superior') return 'education-100100';
  const [kind = ''] = roleDefinition(role).organisationKinds;
  return homesOfKinds[kind] ?? kind;
}

/** The county whose authority and whose first unit a visitor sits at. */
export const visitedCounty = '100101';

const homesOfKinds: Readonly<Record<string, string>> = { unit: 'unit-0', authority: `education-${visitedCounty}` };

/** The account that reviews at the education authority of a county. */
export function reviewerOf(divisionCode: string): string {
  return divisionCode === visitedCounty ? 'reviewer' : `reviewer-${divisionCode}`;
}

/** Desks at which the second of two people holds the same role. */
const furtherDesks: Readonly<Partial<Record<Role, readonly string[]>>> = {
  recheck: ['recheck', 'recheck-2', 'recheck-3'],
  procurator: ['procurator', 'procurator-2'],
};

/**
 * The desks that a visitor signs in to: one for each role, two more for re-checks, since an objection is decided by two of that
 * desk and a third where they differ, and a second procurator, who verifies what the first has entered.
 */
export const demonstrationDesks: readonly { readonly login: string; readonly role: Role }[] = roles.flatMap((role) =>
  (furtherDesks[role] ?? [role]).map((login) => ({ login, role })),
);

/** The desks of a visitor, a reviewer in every other county, and a clerk in every unit. */
function inventAccounts(counties: readonly string[], units: readonly InventedOrganisation[]): InventedAccount[] {
  const desks = demonstrationDesks.map(({ login, role }) => ({
    login,
    role,
    organisation: homeOf(role),
    displayName: `${login} 演示`,
  }));
  const elsewhere = counties.slice(1).flatMap((code, position) => [
    {
      login: `clerk-${code}`,
      role: 'clerk' as const,
      organisation: `unit-${position + 1}`,
      displayName: `clerk ${code} 演示`,
    },
    {
      login: reviewerOf(code),
      role: 'reviewer' as const,
      organisation: `education-${code}`,
      displayName: `reviewer ${code} 演示`,
    },
  ]);
  const clerks = units.slice(counties.length).map(({ key }) => ({
    login: `clerk-${key}`,
    role: 'clerk' as const,
    organisation: key,
    displayName: `clerk ${key} 演示`,
  }));
  return [...desks, ...elsewhere, ...clerks];
}
