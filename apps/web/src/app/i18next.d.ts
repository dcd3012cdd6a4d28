import type access from '../access/locales/en.json';
import type certificate from '../certificate/locales/en.json';
import type consent from '../consent/locales/en.json';
import type gallery from '../gallery/locales/en.json';
import type home from '../home/locales/en.json';
import type inquiry from '../inquiry/locales/en.json';
import type journal from '../journal/locales/en.json';
import type messages from '../messages/locales/en.json';
import type ownPage from '../own-page/locales/en.json';
import type registry from '../registry/locales/en.json';
import type retention from '../retention/locales/en.json';
import type supervision from '../supervision/locales/en.json';
import type tip from '../tip/locales/en.json';
import type ui from '../ui/locales/en.json';
import type useFigures from '../use-figures/locales/en.json';
import type verification from '../verification/locales/en.json';
import type workforce from '../workforce/locales/en.json';
import type app from './locales/en.json';

// A key that no text has does not compile.
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: {
      access: typeof access;
      app: typeof app;
      certificate: typeof certificate;
      consent: typeof consent;
      gallery: typeof gallery;
      home: typeof home;
      inquiry: typeof inquiry;
      journal: typeof journal;
      messages: typeof messages;
      'own-page': typeof ownPage;
      registry: typeof registry;
      retention: typeof retention;
      supervision: typeof supervision;
      tip: typeof tip;
      ui: typeof ui;
      'use-figures': typeof useFigures;
      verification: typeof verification;
      workforce: typeof workforce;
    };
  }
}
