import { Icon, type IconName } from './icon.js';
import styles from './status-tag.module.css';

/**
 * What a state asks of the reader: nothing yet, somebody is at work, somebody is waited for, it is over, or stop at once.
 * `stop` is for a child who may be at risk now and for stop-work, nothing else.
 */
export type Tone = 'neutral' | 'active' | 'waiting' | 'ended' | 'stop';

const iconOfTone: Readonly<Record<Tone, IconName>> = {
  neutral: 'file',
  active: 'information',
  waiting: 'waiting',
  ended: 'ended',
  stop: 'stop',
};

/** A state as a word, an icon and a colour; never the colour alone. */
export function StatusTag({ tone, word, icon }: { tone: Tone; word: string; icon?: IconName }) {
  return (
    <span className={`${styles.tag} ${styles[tone]}`}>
      <Icon of={icon ?? iconOfTone[tone]} />
      {word}
    </span>
  );
}
