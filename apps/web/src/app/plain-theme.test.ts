import { describe, expect, it } from 'vitest';
import { cssName } from './plain-theme.js';

describe('the name of a colour or size in CSS', () => {
  it.each([
    ['colorPrimary', '--ant-color-primary'],
    ['colorBgLayout', '--ant-color-bg-layout'],
    ['borderRadiusLG', '--ant-border-radius-lg'],
  ])('%s is %s, as the component library writes it', (token, name) => {
    expect(cssName(token)).toBe(name);
  });
});
