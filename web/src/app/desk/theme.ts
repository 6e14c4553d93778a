import type { ThemeConfig } from 'antd';
import tokens from '@/styles/tokens.json';

const { color, font } = tokens;

/** For people whom movement makes ill, what opens and closes does so at once. */
const motion = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The desk's look: the same tokens as the public pages, denser. */
export const theme: ThemeConfig = {
  cssVar: { key: 'desk' },
  hashed: false,
  token: {
    colorPrimary: color.brand,
    colorInfo: color.brand,
    colorLink: color['brand-hover'],
    // Derived by the library, they would be too pale to read.
    colorLinkHover: color.brand,
    colorLinkActive: color.brand,
    colorSuccess: color.eligible,
    colorWarning: color['need-facts'],
    colorWarningBg: color['need-facts-soft'],
    colorError: color.danger,
    colorText: color.ink,
    colorTextSecondary: color['ink-2'],
    colorTextTertiary: color['ink-3'],
    colorTextDescription: color['ink-2'],
    colorTextPlaceholder: color['ink-3'],
    colorBorder: color['line-strong'],
    colorBorderSecondary: color.line,
    colorBgLayout: color.ground,
    fontFamily: font.sans,
    fontSize: 14,
    borderRadius: 6,
    wireframe: false,
    motion,
  },
  components: {
    Layout: { headerBg: color.paper, siderBg: color.paper, bodyBg: color.ground },
    Table: { headerBg: color.ground, headerColor: color['ink-2'], cellPaddingBlockMD: 10 },
    Button: { primaryShadow: 'none', defaultShadow: 'none' },
  },
};
