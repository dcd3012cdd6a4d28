import type { ThemeConfig } from 'antd';

const ink = '#1d2625';
const inkSoft = '#4f5b59';
const teal = '#0e5a5f';

/**
 * The look, said once. antd turns these tokens into CSS variables under the class `gatehouse` of the html element; the CSS
 * modules use the same variables. Contrast on white: teal 7.6, ink 15.6, soft ink 7.0, amber text 7.1, red text 7.3 to one.
 *
 * Amber (`warning`) means waiting on someone. Red (`error`) means that a child may be at risk now, or stop-work: a field that
 * does not fit is therefore marked in ink, never by antd's `status="error"`.
 */
export const theme: ThemeConfig = {
  cssVar: { key: 'gatehouse' },
  hashed: false,
  token: {
    // What fades in is read by nobody meanwhile; who asked for stillness gets it.
    motion: !wantsStillness(),
    colorPrimary: teal,
    colorPrimaryHover: '#14727a',
    colorPrimaryActive: '#0a4347',
    colorPrimaryBg: '#e9f2f2',
    colorPrimaryBgHover: '#dcebeb',
    colorPrimaryBorder: '#9cc3c4',
    colorLink: teal,
    colorLinkHover: '#14727a',
    colorLinkActive: '#0a4347',
    colorInfo: teal,
    colorText: ink,
    colorTextSecondary: inkSoft,
    colorTextTertiary: '#5c6866',
    colorTextDescription: inkSoft,
    colorTextPlaceholder: '#68736f',
    colorBgContainer: '#ffffff',
    colorBgLayout: '#f5f3ef',
    colorFillAlter: '#faf9f6',
    colorBorder: '#8b9490',
    colorBorderSecondary: '#e1dcd3',
    colorSplit: '#e7e2d9',
    colorWarning: '#8a5200',
    colorWarningText: '#734400',
    colorWarningBg: '#fff3d9',
    colorWarningBorder: '#dfb45c',
    colorError: '#a3211b',
    colorErrorText: '#95201a',
    colorErrorBg: '#fdecea',
    colorErrorBorder: '#dc8a84',
    borderRadius: 6,
    borderRadiusLG: 8,
    controlHeight: 40,
    fontSize: 16,
    fontSizeSM: 14,
    lineHeight: 1.6,
    fontFamily:
      "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif",
    fontFamilyCode: "ui-monospace, 'SF Mono', Consolas, 'Noto Sans Mono', 'Noto Sans Mono CJK SC', monospace",
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
    wireframe: false,
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500, contentFontSize: 16 },
    Modal: { titleFontSize: 20 },
  },
};

function wantsStillness(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
}
