import { type ScimUser, scimSchemas } from '@gatehouse/contract';
import type { PersonFields } from '../doors.js';
import type { Attributes } from '../scim/resource.js';
import type { NumberedEmployment } from '../store/staff-number-store.js';
import { isOpen } from './employment-view.js';

/** Where a user stands. */
export function locationOf(publicAddress: string, id: string): string {
  return `${publicAddress}/scim/v2/Users/${id}`;
}

/** The version of a user: it moves with the employment and with its number. */
export function versionOf({ row, number }: NumberedEmployment): string {
  return `W/"${row.version}-${number?.version ?? 0}"`;
}

/** An employment as HR systems know it. One that no HR system has numbered is called by its id. */
export function scimUser(
  one: NumberedEmployment,
  person: PersonFields | undefined,
  { publicAddress, now }: { readonly publicAddress: string; readonly now: Date },
): ScimUser {
  const { row, number } = one;
  const name = person?.name ?? '—';
  const known = number?.givenUpAt === null ? number : undefined;
  return {
    schemas: [scimSchemas.user, scimSchemas.staff],
    id: row.id,
    ...externalIdOf(known),
    userName: known?.userName ?? row.id,
    displayName: name,
    name: { formatted: name },
    ...(row.postTitle === null ? {} : { title: row.postTitle }),
    active: isOpen(row, now),
    [scimSchemas.staff]: {
      postClass: row.postClass,
      employmentForm: row.employmentForm,
      ...(row.supplierCreditCode === null ? {} : { supplierCreditCode: row.supplierCreditCode }),
      fromDate: row.fromDate,
      ...(row.untilDate === null ? {} : { untilDate: row.untilDate }),
      ...(person === undefined || person.formerNames.length === 0 ? {} : { formerNames: [...person.formerNames] }),
    },
    meta: {
      resourceType: 'User',
      created: row.createdAt.toISOString(),
      lastModified: row.changedAt.toISOString(),
      version: versionOf(one),
      location: locationOf(publicAddress, row.id),
    },
  };
}

/** What stands, as a PATCH changes it. */
export function standingAttributes({ row, number }: NumberedEmployment, person: PersonFields | undefined): Attributes {
  return {
    active: true,
    userName: number?.userName ?? row.id,
    ...externalIdOf(number),
    'name.formatted': person?.name ?? '',
    ...(row.postTitle === null ? {} : { title: row.postTitle }),
    'staff.postClass': row.postClass,
    'staff.employmentForm': row.employmentForm,
    ...(row.supplierCreditCode === null ? {} : { 'staff.supplierCreditCode': row.supplierCreditCode }),
    'staff.fromDate': row.fromDate,
    ...(row.untilDate === null ? {} : { 'staff.untilDate': row.untilDate }),
    'staff.formerNames': person?.formerNames ?? [],
    'staff.documents': person?.documents ?? [],
  };
}

function externalIdOf(number: NumberedEmployment['number']): { readonly externalId?: string } {
  const externalId = number?.externalId ?? null;
  return externalId === null ? {} : { externalId };
}
