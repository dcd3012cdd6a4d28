import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderHtmlTemplate, renderTemplate } from './template.js';

test.each([
  ['您好,{name}:请于{days}日内回复。', { name: '张三', days: 15 }, '您好,张三:请于15日内回复。'],
  ['{a}{a}', { a: 'x' }, 'xx'],
  ['{{a}} {a}', { a: 'x' }, '{a} x'],
  ['nothing to fill', {}, 'nothing to fill'],
  ['{zero}', { zero: 0 }, '0'],
])('%j filled', (template, parameters, expected) => {
  expect(renderTemplate(template, parameters)).toBe(expected);
});

test.each([
  ['a placeholder without a value', 'Dear {name}', {}, 'no value for {name}'],
  ['a value without a placeholder', 'Dear {name}', { name: 'x', age: 3 }, 'no placeholder for age'],
  ['a brace without a partner', 'Dear {name', { name: 'x' }, 'a brace has no partner'],
  ['a placeholder with a space', 'Dear {my name}', {}, 'a brace has no partner'],
  ['a name every object has', '{constructor}', {}, 'no value for {constructor}'],
])('%s is refused', (_, template, parameters, message) => {
  expect(() => renderTemplate(template, parameters)).toThrow(message);
});

test('a value is never read as a template, and is not repeated in an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      expect(renderTemplate('<{value}>', { value })).toBe(`<${value}>`);
    }),
  );
  expect(() => renderTemplate('{a}', { a: 'x', b: 'a secret' })).toThrow(/^template: no placeholder for b$/);
});

test('in HTML a value stays text', () => {
  const rendered = renderHtmlTemplate('<p title="{a}">{a}</p>', { a: `<b onclick='x'>"&` });
  expect(rendered).toBe(
    '<p title="&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;">&lt;b onclick=&#39;x&#39;&gt;&quot;&amp;</p>',
  );
});
