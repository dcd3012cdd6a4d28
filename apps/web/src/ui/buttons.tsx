import { createLink } from '@tanstack/react-router';
import { Button, type ButtonProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from './announcements.js';
import { Icon } from './icon.js';

type AnchorButtonProps = Pick<ButtonProps, 'icon' | 'size' | 'block' | 'href' | 'aria-label' | 'children'> & {
  /** The one main thing to do on the page. Not `type`, which a link keeps for itself. */
  readonly isPrimary?: boolean;
};

function AnchorButton({ isPrimary = false, ...props }: AnchorButtonProps) {
  return <Button {...props} type={isPrimary ? 'primary' : 'default'} />;
}

/** A way to another page that looks like a button: `<ButtonLink to="/checks/new" isPrimary>`. */
export const ButtonLink = createLink(AnchorButton);

/** Prints the page; every page prints without its navigation, with exact times. */
export function PrintButton() {
  const { t } = useTranslation('ui');
  return (
    <Button icon={<Icon of="print" />} onClick={() => window.print()}>
      {t('print')}
    </Button>
  );
}

/** Copies a text, for a personal link or a reference number, and says so. */
export function CopyButton({ text, label }: { text: string; label?: string }) {
  const { t } = useTranslation('ui');
  const [isCopied, setIsCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
    announce(t('copied'));
  };
  return (
    <Button icon={<Icon of={isCopied ? 'done' : 'copy'} />} onClick={copy}>
      {isCopied ? t('copied') : (label ?? t('copy'))}
    </Button>
  );
}
