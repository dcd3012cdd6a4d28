import { lazy, StrictMode, Suspense } from 'react';
import { LiveRegion } from '../ui/announcements.js';
import { applyPlainTheme } from './plain-theme.js';

/** Pages for people without an account, loaded without router and component library. The server knows no more than the path. */
const pages = {
  '/certificate': lazy(async () => ({ default: (await import('../certificate/certificate-page.js')).CertificatePage })),
  '/consent': lazy(async () => ({ default: (await import('../consent/consent-page.js')).ConsentPage })),
  '/own-page': lazy(async () => ({ default: (await import('../own-page/own-page.js')).OwnPageFrame })),
  '/own-page/identity': lazy(async () => ({ default: (await import('../own-page/own-page.js')).OwnPageFrame })),
  '/tip': lazy(async () => ({ default: (await import('../tip/tip-page.js')).TipPage })),
  '/use-figures': lazy(async () => ({ default: (await import('../use-figures/use-figures-page.js')).UseFiguresPage })),
  '/verify': lazy(async () => ({ default: (await import('../verification/verify-page.js')).VerifyPage })),
} as const;

/** Whether a path is one of these pages. */
export function isPlainPath(path: string): path is keyof typeof pages {
  return Object.hasOwn(pages, path);
}

/** One of these pages. */
export function PlainApplication({ path }: { path: keyof typeof pages }) {
  const Page = pages[path];
  return (
    <StrictMode>
      <Suspense fallback={null}>
        <Page />
      </Suspense>
      <LiveRegion />
    </StrictMode>
  );
}

/** Prepares the document for these pages. */
export function startPlain(): void {
  applyPlainTheme(document.documentElement);
}
