import { filledWords, type OrganisationKind, type Words } from '@gatehouse/contract';
import { divisionPath, placeInWords } from '@gatehouse/law';
import words from '../words.json' with { type: 'json' };

/** What an organisation is called, and by what it is told apart from another of that name. */
export type CalledOrganisation = {
  readonly id: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly divisionCode: string;
  readonly creditCode: string | null;
};

/** How far somebody meets organisations: those that one answer names, those of their own division too, or those of the country. */
export type Sight = 'answer' | 'division' | 'country';

/**
 * How far people at an organisation of a kind meet units. A supplier sends staff anywhere; a ministry, the registry, auditors and the operator
 * are there for the country.
 */
export const sightOfKind: Readonly<Record<OrganisationKind, Sight>> = {
  unit: 'answer',
  authority: 'division',
  qualification: 'division',
  procuratorate: 'division',
  centre: 'division',
  ministry: 'country',
  registry: 'country',
  supplier: 'country',
  auditor: 'country',
  operator: 'country',
};

const fewest = 4;

/**
 * The names of organisations. Whichever shares its name, in either language, with another of them or with one of the `others` is told apart in
 * words that whoever deals with it knows: by its division where that is another, as much of it as differs; else by the last characters of its
 * social-credit code, as many as differ and four at least. One without a code says so: until it is entered nothing tells it apart.
 */
export function toldApart(
  organisations: readonly CalledOrganisation[],
  others: readonly CalledOrganisation[] = [],
): ReadonlyMap<string, Words> {
  const byName = new Map<string, Map<string, CalledOrganisation>>();
  for (const one of [...organisations, ...others])
    for (const name of namesOf(one)) byName.set(name, (byName.get(name) ?? new Map()).set(one.id, one));
  return new Map(
    organisations.map((one) => {
      const name: Words = { en: one.nameEn, zh: one.nameZh };
      const alike = new Map(namesOf(one).flatMap((shared) => [...(byName.get(shared) ?? [])]));
      alike.delete(one.id);
      if (alike.size === 0) return [one.id, name];
      const { en, zh } = markOf(one, [...alike.values()]);
      return [one.id, { en: `${name.en} (${en})`, zh: `${name.zh}（${zh}）` }];
    }),
  );
}

/** Both names, each with its language: a name is shared with the same name in the same language. */
function namesOf({ nameEn, nameZh }: CalledOrganisation): readonly string[] {
  return [`en ${nameEn}`, `zh ${nameZh}`];
}

function markOf({ divisionCode, creditCode }: CalledOrganisation, alike: readonly CalledOrganisation[]): Words {
  const path = pathOf(divisionCode);
  const paths = alike.map((other) => pathOf(other.divisionCode));
  for (let depth = 1; depth <= path.length; depth += 1) {
    const place = placeInWords(path.slice(0, depth));
    if (!paths.some((other) => placeInWords(other.slice(0, depth)).zh === place.zh)) return place;
  }
  if (creditCode === null) return words.toldApart.noCode;
  return filledWords(words.toldApart.code, { end: endOf(creditCode, alike) });
}

/** A division with those that it lies in, itself first; one that no table knows by its code. */
function pathOf(code: string): readonly Words[] {
  const path = divisionPath(code);
  return path.length > 0 ? path : [filledWords(words.toldApart.division, { end: code })];
}

function endOf(code: string, alike: readonly CalledOrganisation[]): string {
  const others = alike.flatMap(({ creditCode }) => (creditCode === null || creditCode === code ? [] : [creditCode]));
  for (let length = fewest; length < code.length; length += 1) {
    const end = code.slice(-length);
    if (!others.some((other) => other.endsWith(end))) return end;
  }
  return code;
}
