import { organisationKind, type OrganisationKind } from '@gatehouse/contract';
import { civilDateAt, divisionAt, inventedDivisions, isWithin, type LawPack } from '@gatehouse/law';
import { isUnifiedSocialCreditCode } from '@gatehouse/matching/identity-number';
import { refuse, refuseField } from '../../../kernel/errors.js';

/** An organisation as the rules look at it. */
export type Placed = {
  readonly kind: OrganisationKind;
  readonly divisionCode: string;
  readonly unitType: string | null;
  readonly authority: string | null;
  readonly creditCode: string | null;
};

/** The organisation above, as the rules look at it. */
export type Above = Omit<Placed, 'creditCode' | 'unitType'> & { readonly closedAt: Date | null };

/**
 * Refuses an organisation that does not fit: a unit without a type of the law pack, an unknown division, a wrong credit code
 * (GB 32100-2015), an organisation above that is not the authority the law pack maps the type to (Minors Law art. 130: a
 * hospital is not the education department's), or that is responsible for another division.
 */
export function refuseUnfitOrganisation(organisation: Placed, above: Above | undefined, law: LawPack, now: Date): void {
  refuseUnfitFields(organisation, law, now);
  if (above === undefined) {
    if (organisation.kind === 'unit') {
      refuseField('parentId', {
        en: 'Choose the authority that reviews this unit.',
        zh: '请选择审核该单位的主管部门。',
      });
    }
    return;
  }
  if (above.closedAt !== null) refuse('organisation-closed');
  refuseUnfitAbove(organisation, above, law);
  // A ministry is responsible for the whole country.
  if (above.kind !== 'ministry' && !isWithin(organisation.divisionCode, above.divisionCode)) {
    refuse('organisation-above-elsewhere');
  }
}

function refuseUnfitFields(
  { kind, unitType, authority, creditCode, divisionCode }: Placed,
  law: LawPack,
  now: Date,
): void {
  if (kind === 'unit' ? !law.unitTypes.some(({ id }) => id === unitType) : unitType !== null) {
    refuseField('unitType', {
      en: 'A unit has one of the types that the law names; other organisations have none.',
      zh: '单位须选择法定的单位类型，其他机构不填。',
    });
  }
  const isAuthority = kind === 'authority' || kind === 'qualification';
  if (isAuthority ? !law.authorities.some(({ id }) => id === authority) : authority !== null) {
    refuseField('authority', {
      en: 'Say which of the authorities that the law names it is; other organisations leave this empty.',
      zh: '请选择法定的主管部门，其他机构不填。',
    });
  }
  if (creditCode !== null && !isUnifiedSocialCreditCode(creditCode)) {
    refuseField('creditCode', {
      en: 'This is not a unified social-credit code: 18 characters with a check character at the end.',
      zh: '统一社会信用代码有误：应为 18 位，末位为校验码。',
    });
  }
  if (kind === 'supplier' && creditCode === null) {
    refuseField('creditCode', {
      en: 'A supplier of staff is found by its unified social-credit code: enter it.',
      zh: '派遣、外包单位凭统一社会信用代码识别，请填写。',
    });
  }
  const today = civilDateAt(now);
  if (
    divisionAt(divisionCode, today) === undefined &&
    divisionAt(divisionCode, today, inventedDivisions) === undefined
  ) {
    refuseField('divisionCode', { en: 'There is no division with this code today.', zh: '目前没有该行政区划代码。' });
  }
}

/** Refuses another code for a supplier: by it units name who sends somebody, so that another code is another supplier. */
export function refuseAnotherCode(
  { kind, creditCode }: Pick<Placed, 'kind' | 'creditCode'>,
  wanted: string | null,
): void {
  if (kind === 'supplier' && creditCode !== wanted) {
    refuseField('creditCode', {
      en: 'A supplier keeps its code: close this one and enter the other as a supplier of its own.',
      zh: '派遣、外包单位的统一社会信用代码不可变更：请注销后另行录入。',
    });
  }
}

function refuseUnfitAbove(organisation: Placed, above: Above, law: LawPack): void {
  if (organisation.kind === 'unit') {
    const wanted = law.unitTypes.find(({ id }) => id === organisation.unitType)?.authority;
    if (above.authority !== wanted) refuseNaming(law.authorities.filter(({ id }) => id === wanted));
    return;
  }
  const allowed = organisationKind(organisation.kind).above;
  const sameAuthority =
    organisation.kind !== 'authority' || above.kind !== 'authority' || above.authority === organisation.authority;
  if (!allowed.includes(above.kind)) refuseNaming(allowed.map((kind) => organisationKind(kind as OrganisationKind)));
  if (!sameAuthority) refuseNaming(law.authorities.filter(({ id }) => id === organisation.authority));
}

function refuseNaming(fitting: readonly { title: { en: string; zh: string } }[]): never {
  return refuse('organisation-above-does-not-fit', {
    authorityEn: fitting.map(({ title }) => title.en).join(' / ') || 'no organisation',
    authorityZh: fitting.map(({ title }) => title.zh).join('、') || '不设上级',
  });
}
