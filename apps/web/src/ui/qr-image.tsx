import { QRCode } from 'antd';
import type { ReactNode } from 'react';
import styles from './qr-image.module.css';

type QrImageProps = {
  /** The address in the code. */
  readonly address: string;
  /** What the code opens, in words. */
  readonly label: string;
  /** Stands beneath in the place of the address, where that cannot be typed. */
  readonly beneath?: ReactNode;
};

/** An address as a QR code, always black on white and with words beneath for those who cannot scan. */
export function QrImage({ address, label, beneath = address }: QrImageProps) {
  return (
    <figure className={styles.figure}>
      <div aria-hidden="true" className={styles.code}>
        <QRCode
          value={address}
          type="svg"
          size={192}
          bordered={false}
          color="#000000"
          bgColor="#ffffff"
          errorLevel="M"
        />
      </div>
      <figcaption>
        {label}
        <span className={styles.address}>{beneath}</span>
      </figcaption>
    </figure>
  );
}
