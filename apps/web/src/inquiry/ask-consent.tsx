import type { InquiryView } from '@gatehouse/contract';
import { Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Clock } from '../ui/clock.js';
import { FieldGroup } from '../ui/field.js';
import { Panel } from '../ui/panel.js';
import { Stack } from '../ui/stack.js';
import { ConsentLinkForm } from './consent-link-form.js';
import type { Letter } from './personal-letter.js';
import { SignedLetterForm } from './signed-letter-form.js';

type Way = 'sms' | 'email' | 'printed' | 'signed';

type AskConsentProps = { readonly view: InquiryView; readonly onLetter: (letter: Letter) => void };

/** Asks the person for consent by their own phone or e-mail, by a printed letter, or takes the letter they signed. */
export function AskConsent({ view, onLetter }: AskConsentProps) {
  const { t } = useTranslation('inquiry');
  const [way, setWay] = useState<Way>('sms');
  const ways = (['sms', 'email', 'printed', 'signed'] as const).filter((one) =>
    view.may.includes(one === 'signed' ? 'record-paper' : 'send-consent'),
  );
  return (
    <Panel title={t('consent.title')}>
      <Stack>
        <p>
          {t(`consent.state.${view.consent.state}`)}
          {view.consent.expiresAt ? (
            <>
              {' · '}
              <Clock at={view.consent.expiresAt} kind="due" exact />
            </>
          ) : null}
        </p>
        <FieldGroup label={t('consent.way')} hint={t('consent.wayHint')}>
          <Radio.Group
            vertical
            value={way}
            options={ways.map((value) => ({ value, label: t(`consent.ways.${value}`) }))}
            onChange={(event) => setWay(event.target.value as Way)}
          />
        </FieldGroup>
        {way === 'signed' ? (
          <SignedLetterForm view={view} />
        ) : (
          <ConsentLinkForm key={way} view={view} channel={way} onLetter={onLetter} />
        )}
      </Stack>
    </Panel>
  );
}
