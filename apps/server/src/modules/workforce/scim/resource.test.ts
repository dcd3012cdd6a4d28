import { scimSchemas } from '@gatehouse/contract';
import { describe, expect, it } from 'vitest';
import { onTheWire, wantedStaff } from './entry.js';
import { patched } from './patch.js';
import { activeIn, attributesAt, nameOf, readResource } from './resource.js';

const { staff, patch: patchSchema } = scimSchemas;
const sent = {
  schemas: [scimSchemas.user, staff],
  userName: 'T-40217',
  name: { familyName: '周', givenName: '己一' },
  emails: [{ value: 'someone@example.org' }],
  [staff]: {
    postClass: 'catering',
    employmentForm: 'contract',
    fromDate: '2026-09-01',
    documents: [{ type: 'resident_id', number: '1' }],
  },
};

describe('a resource', () => {
  it('is read whatever the case of its names, and keeps nothing that the roster has no place for', () => {
    const { attributes, problems } = readResource({
      USERNAME: 'T-1',
      Name: { FORMATTED: '周己一', middleName: 'x' },
      [staff.toUpperCase()]: { POSTCLASS: 'catering' },
      phoneNumbers: ['13900000001'],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'kitchen' },
    });
    expect(attributes).toEqual({ userName: 'T-1', 'name.formatted': '周己一', 'staff.postClass': 'catering' });
    expect(problems).toEqual([]);
  });

  it('is refused where the extension is misspelt', () => {
    const { problems } = readResource({ [staff]: { postClass: 'catering', untillDate: '2027-08-31' } });
    expect(problems).toMatchObject([{ path: staff, code: 'attribute-unknown' }]);
    expect(JSON.stringify(problems)).not.toContain('2027');
  });

  it.each([
    [{ 'name.formatted': '周己一', 'name.familyName': '李' }, '周己一'],
    [{ 'name.familyName': '周', 'name.givenName': '己一' }, '周己一'],
    [{ 'name.familyName': 'ALDER', 'name.givenName': 'JONATHAN' }, 'JONATHAN ALDER'],
    [{ displayName: ' 周己一 ' }, '周己一'],
    [{ 'name.familyName': '周' }, '周'],
    [{ 'name.formatted': 7 }, ''],
    [{}, ''],
  ])('of %j names somebody %j', (attributes, name) => {
    expect(nameOf(attributes)).toBe(name);
  });

  it.each([
    [{ active: false }, false],
    [{ active: 'False' }, false],
    [{ active: 'true' }, true],
    [{ active: true }, true],
    [{}, undefined],
    [{ active: 0 }, undefined],
  ])('that says %j means %j', (attributes, active) => {
    expect(activeIn(attributes)).toBe(active);
  });

  it('becomes an entry, with what is never told kept where it is not sent again', () => {
    const known = { name: '周己一', formerNames: [], sex: 'male', documents: [{ type: 'passport', number: 'E1' }] };
    const { attributes } = readResource({ ...sent, [staff]: { ...sent[staff], documents: undefined } });
    const { entry, problems } = wantedStaff(attributes, known);
    expect(entry).toMatchObject({ person: { name: '周己一', sex: 'male', documents: known.documents } });
    expect(problems).toEqual([]);
    expect(wantedStaff(readResource(sent).attributes, known).entry.person.documents).toMatchObject([{ number: '1' }]);
  });

  it('tells its problems by the names of the wire, and no value', () => {
    const { problems } = wantedStaff(
      readResource({ userName: '周己一', [staff]: { sex: 'm', documents: 'none' } }).attributes,
    );
    const paths = problems.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['name.formatted', `${staff}:sex`, `${staff}:documents`, 'userName']));
    expect(JSON.stringify(problems)).not.toContain('周己一');
    expect(onTheWire([{ path: 'postTitle', code: 'x', message: { en: '', zh: '' } }])[0]?.path).toBe('title');
  });
});

describe('a path of PATCH', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['active', ['active']],
    ['ACTIVE', ['active']],
    [`${scimSchemas.user}:title`, ['title']],
    ['name.familyName', ['name.familyName']],
    ['name', ['name.formatted', 'name.familyName', 'name.givenName']],
    [`${staff}:untilDate`, ['staff.untilDate']],
    [`${staff}:until`, undefined],
    ['emails[type eq "work"].value', []],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', []],
    ['name.middleName', []],
    ['salary', undefined],
    [`${staff}:documents[type eq "passport"]`, undefined],
  ])('%s names %j', (path, names) => {
    expect(attributesAt(path)).toEqual(names);
  });
});

describe('a PATCH', () => {
  const before = {
    active: true,
    userName: 'T-1',
    'name.formatted': '周己一',
    title: '语文',
    'staff.formerNames': ['周己'],
  };
  const message = (...Operations: object[]) => ({ schemas: [patchSchema], Operations });

  it.each<[string, object, object]>([
    ['replaces', { op: 'replace', path: 'title', value: '数学' }, { ...before, title: '数学' }],
    [
      'ends, as some systems write it',
      { op: 'Replace', path: 'active', value: 'False' },
      { ...before, active: 'False' },
    ],
    ['takes attributes without a path', { op: 'replace', value: { active: false } }, { ...before, active: false }],
    [
      'takes attributes whose names are paths',
      { op: 'add', value: { [`${staff}:untilDate`]: '2027-08-31', 'name.familyName': '李' } },
      {
        active: true,
        userName: 'T-1',
        title: '语文',
        'staff.formerNames': ['周己'],
        'staff.untilDate': '2027-08-31',
        'name.familyName': '李',
      },
    ],
    [
      'adds to a list',
      { op: 'add', path: `${staff}:formerNames`, value: ['周一'] },
      { ...before, 'staff.formerNames': ['周己', '周一'] },
    ],
    [
      'replaces a list',
      { op: 'replace', path: `${staff}:formerNames`, value: ['周一'] },
      { ...before, 'staff.formerNames': ['周一'] },
    ],
    [
      'removes',
      { op: 'remove', path: 'title' },
      { active: true, userName: 'T-1', 'name.formatted': '周己一', 'staff.formerNames': ['周己'] },
    ],
    ['passes over what is not kept', { op: 'add', path: 'emails[type eq "work"].value', value: 'x' }, before],
    [
      'takes the extension whole',
      { op: 'add', path: staff, value: { untilDate: '2027-08-31' } },
      { ...before, 'staff.untilDate': '2027-08-31' },
    ],
  ])('%s', (_what, operation, after) => {
    expect(patched(before, message(operation))).toEqual(after);
  });

  it.each<[string, object, string]>([
    ['of an attribute that is none', message({ op: 'replace', path: 'salary', value: 1 }), 'scim-path'],
    ['of a part of a list', message({ op: 'remove', path: `${staff}:documents[type eq "x"]` }), 'scim-path'],
    ['with a misspelt extension', message({ op: 'add', value: { [staff]: { until: '2027-08-31' } } }), 'scim-path'],
    ['with another verb', message({ op: 'move', path: 'title', value: 'x' }), 'scim-syntax'],
    ['that removes everything', message({ op: 'remove' }), 'scim-syntax'],
    ['without operations', message(), 'scim-syntax'],
    ['without its schema', { Operations: [{ op: 'add', path: 'title', value: 'x' }] }, 'scim-syntax'],
    ['of more operations than one message holds', message(...Array<object>(101).fill({ op: 'add' })), 'scim-syntax'],
  ])('%s is refused', (_what, sentMessage, code) => {
    expect(() => patched(before, sentMessage as Record<string, unknown>)).toThrow(code);
  });
});
