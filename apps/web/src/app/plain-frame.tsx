import { nodeEndpoints } from '@gatehouse/contract';
import { type ReactNode, useEffect, useState } from 'react';
import { LanguageSwitch } from '../ui/language-switch.js';
import { useLanguage } from '../ui/words.js';
import { chooseLanguage } from './language.js';
import styles from './plain-frame.module.css';
import { call } from './api.js';
import { Brand } from './shell/brand.js';
import { DemonstrationBand } from './shell/demonstration-band.js';

/** Around a page for somebody without an account: the name of the product, the language, and nothing that leads elsewhere. */
export function PlainFrame({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const isDemonstration = useIsDemonstration();
  return (
    <div className={styles.page}>
      {isDemonstration ? <DemonstrationBand /> : null}
      <header className={styles.top}>
        <Brand />
        <LanguageSwitch language={language} onChoose={(choice) => void chooseLanguage(choice)} />
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  );
}

/** A node that cannot say is taken for a real one: the page itself then says what does not work. */
function useIsDemonstration(): boolean {
  const [isDemonstration, setIsDemonstration] = useState(false);
  useEffect(() => {
    call(nodeEndpoints.health, {}).then(
      ({ mode }) => setIsDemonstration(mode === 'demo'),
      () => undefined,
    );
  }, []);
  return isDemonstration;
}
