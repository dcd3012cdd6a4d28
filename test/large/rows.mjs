// The list that is uploaded: invented people, some to be hired and some already serving.
import { expectedCheckCharacter } from '@gatehouse/matching/identity-number';

/** On record in the demonstration under this number and name. */
const recorded = { name: '陈建国', number: '100101197905140014' };

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗'];
const given = [...'明华芳静强磊洋艳勇杰娟涛超霞平刚辉玲桂英'];

/**
 * People in the order of their rows. Every one has a number of their own.
 * @param candidates of a hundred people, how many are to be hired and so are asked for consent
 */
export function inventPeople(count, candidates) {
  return Array.from({ length: count }, (_, at) => {
    const purpose = at % 100 < candidates ? 'hire' : 'annual';
    // One serving person is on record, so that comparing and releasing a record found is on the way.
    if (at === count - 1) return { ...recorded, purpose: 'annual' };
    return { name: nameOf(at), number: numberOf(at, 1970 + (count % 30)), purpose };
  });
}

function nameOf(at) {
  const pick = (from, number) => from[number % from.length];
  return pick(surnames, at) + pick(given, Math.floor(at / 20)) + pick(given, Math.floor(at / 400));
}

/** Lists of different lengths hold different people, but for the last row: a second list on one folder is refused for it. */
function numberOf(at, year) {
  const day = String((Math.floor(at / 900) % 28) + 1).padStart(2, '0');
  const month = String((Math.floor(at / 25_200) % 12) + 1).padStart(2, '0');
  const body = `100102${year}${month}${day}${String((at % 900) + 1).padStart(3, '0')}`;
  return body + expectedCheckCharacter(body);
}

/** The list as a file of comma-separated values with the titles of the template. */
export function listOf(people, startDate) {
  const titles = 'No.,Name,Document type,Document number,Post class,Employment form,Intended start,Purpose';
  const rows = people.map(({ name, number, purpose }, at) =>
    [at + 1, name, 'resident_id', number, 'teacher', 'contract', startDate, purpose].join(','),
  );
  return new TextEncoder().encode(`${[titles, ...rows].join('\r\n')}\r\n`);
}
