import styles from './language-switch.module.css';

type LanguageSwitchProps = {
  readonly language: 'en' | 'zh';
  readonly onChoose: (language: 'en' | 'zh') => void;
};

const names = [
  { language: 'zh', name: '中文', tag: 'zh-CN' },
  { language: 'en', name: 'English', tag: 'en' },
] as const;

/** Each language under its own name, the present one marked. */
export function LanguageSwitch({ language, onChoose }: LanguageSwitchProps) {
  return (
    <fieldset className={styles.switch} aria-label="Language 语言">
      {names.map((one) => (
        <button
          key={one.language}
          type="button"
          className={styles.choice}
          lang={one.tag}
          aria-pressed={one.language === language}
          onClick={() => onChoose(one.language)}
        >
          {one.name}
        </button>
      ))}
    </fieldset>
  );
}
