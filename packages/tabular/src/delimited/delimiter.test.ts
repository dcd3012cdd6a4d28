import { expect, test } from 'vitest';
import { detectDelimiter } from './delimiter.js';

test.each([
  ['id,name\n1,a\n', ','],
  ['id\tname\n1\ta, b\n', '\t'],
  ['id;name;sex\n1;a, b;x\n2;c, d;y\n', ';'],
  ['序号，姓名\n1，张三\n', '，'],
  ['序号，姓名，性别\n1,张三,男\n2,李四,女\n', ','],
  ['id,former\n1,"a;b;c"\n2,"d;e;f"\n', ','],
  ['id\n1\n2\n', ','],
  ['名单\n\nid,name\n1,a\n2,b\n', ','],
  ['id,text\n1,"line\n;;;;\nline"\n', ','],
])('%j is separated by %j', (text, delimiter) => {
  expect(detectDelimiter(text, ',')).toBe(delimiter);
});
