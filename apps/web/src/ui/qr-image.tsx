import { QRCode } from 'antd';
import styles from './qr-image.module.css';

type QrImageProps = {
  /** The address in the code. */
  readonly address: string;
  /** What the code opens, in words. */
  readonly label: string;
};

/** An address as a QR code, always black on white and with its address beneath for those who cannot scan. */
export function QrImage({ address, label }: QrImageProps) {
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
        <span className={styles.address}>{address}</span>
      </figcaption>
    </figure>
  );
}
