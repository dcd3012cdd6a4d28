import { theme } from './theme.js';

/**
 * Gives a page without the component library the same colours and sizes, under the names by which the CSS modules know them:
 * `colorPrimary` of the theme becomes `--ant-color-primary`.
 */
export function applyPlainTheme(root: HTMLElement): void {
  for (const [name, value] of Object.entries(theme.token ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') {
      root.style.setProperty(
        cssName(name),
        typeof value === 'number' && name !== 'lineHeight' ? `${value}px` : `${value}`,
      );
    }
  }
}

/** `colorBgLayout` as `--ant-color-bg-layout`, `borderRadiusLG` as `--ant-border-radius-lg`. */
export function cssName(token: string): string {
  return `--ant-${token.replace(/[A-Z]+/g, (letters) => `-${letters.toLowerCase()}`)}`;
}
