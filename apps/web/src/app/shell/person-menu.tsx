import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FocusEvent, type KeyboardEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.js';
import styles from './person-menu.module.css';

type PersonMenuProps = { readonly name: string; readonly duties: string; readonly onSignOut: () => void };

/** Who is signed in, the own account, and the way out. Closes by Escape and when the focus goes elsewhere. */
export function PersonMenu({ name, duties, onSignOut }: PersonMenuProps) {
  const { t } = useTranslation('app');
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const closeByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    setIsOpen(false);
    button.current?.focus();
  };
  const closeWhenLeft = (event: FocusEvent): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) setIsOpen(false);
  };
  return (
    <div className={styles.menu} onKeyDown={closeByKey} onBlur={closeWhenLeft}>
      <Button
        ref={button}
        type="text"
        icon={<Icon of="person" />}
        aria-label={t('personMenu', { name })}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className={styles.person}>{name}</span>
      </Button>
      <div id={id} className={styles.panel} hidden={!isOpen} tabIndex={-1}>
        <p className={styles.who}>
          <strong>{name}</strong>
          <span>{duties}</span>
        </p>
        <ul>
          <li>
            <Link to="/account" className={styles.item ?? ''} onClick={() => setIsOpen(false)}>
              <Icon of="settings" />
              {t('ownAccount')}
            </Link>
          </li>
          <li>
            <button type="button" className={styles.item} onClick={onSignOut}>
              <Icon of="signOut" />
              {t('signOut')}
            </button>
          </li>
        </ul>
      </div>
    </div>
  );
}
