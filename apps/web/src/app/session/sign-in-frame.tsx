import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LanguageSwitch } from '../../ui/language-switch.js';
import { PageTitle } from '../../ui/page-title.js';
import { useLanguage } from '../../ui/words.js';
import { chooseLanguage } from '../language.js';
import { Brand } from '../shell/brand.js';
import { DemonstrationBand } from '../shell/demonstration-band.js';
import { healthQuery } from './health.js';
import styles from './sign-in-page.module.css';

type SignInFrameProps = { readonly title: string; readonly lead?: string; readonly children: ReactNode };

/** What stands around every page on which somebody signs in. */
export function SignInFrame({ title, lead, children }: SignInFrameProps) {
  const language = useLanguage();
  const isDemonstration = useQuery(healthQuery).data?.mode === 'demo';
  return (
    <div className={styles.page}>
      {isDemonstration ? <DemonstrationBand /> : null}
      <header className={styles.top}>
        <Brand />
        <LanguageSwitch language={language} onChoose={(choice) => void chooseLanguage(choice)} />
      </header>
      <main className={styles.main}>
        <PageTitle title={title} {...(lead === undefined ? {} : { lead })} />
        {children}
      </main>
    </div>
  );
}
