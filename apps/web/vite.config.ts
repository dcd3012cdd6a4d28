import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** What the server sends with every page; the preview sends it too, so that a breach is seen before the server sees it. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const api = { '/api': 'http://127.0.0.1:7080' };

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['gatehouse-source', 'module', 'browser', 'development|production'] },
  build: { outDir: 'dist', target: ['chrome91', 'safari15'], assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  server: { proxy: api },
  preview: { proxy: api, headers: { 'content-security-policy': contentSecurityPolicy } },
});
