import {
  AppstoreOutlined,
  AuditOutlined,
  BookOutlined,
  CheckOutlined,
  ClockCircleOutlined,
  CloseOutlined,
  CopyOutlined,
  DiffOutlined,
  DownloadOutlined,
  ExclamationCircleOutlined,
  FileAddOutlined,
  FileSearchOutlined,
  FileTextOutlined,
  FormOutlined,
  GlobalOutlined,
  HomeOutlined,
  HourglassOutlined,
  InboxOutlined,
  InfoCircleOutlined,
  LoadingOutlined,
  LockOutlined,
  LogoutOutlined,
  MinusCircleOutlined,
  PauseOutlined,
  PlusOutlined,
  PrinterOutlined,
  QrcodeOutlined,
  RedoOutlined,
  RightOutlined,
  SafetyCertificateOutlined,
  SaveOutlined,
  SearchOutlined,
  SettingOutlined,
  StopOutlined,
  SwapOutlined,
  TeamOutlined,
  UploadOutlined,
  UserOutlined,
} from '@ant-design/icons';

const icons = {
  book: BookOutlined,
  bank: AuditOutlined,
  change: SwapOutlined,
  close: CloseOutlined,
  compare: DiffOutlined,
  copy: CopyOutlined,
  done: CheckOutlined,
  download: DownloadOutlined,
  ended: MinusCircleOutlined,
  file: FileTextOutlined,
  home: HomeOutlined,
  inbox: InboxOutlined,
  information: InfoCircleOutlined,
  language: GlobalOutlined,
  loading: LoadingOutlined,
  lock: LockOutlined,
  mend: FormOutlined,
  more: AppstoreOutlined,
  newCheck: FileAddOutlined,
  next: RightOutlined,
  pause: PauseOutlined,
  people: TeamOutlined,
  person: UserOutlined,
  plus: PlusOutlined,
  print: PrinterOutlined,
  problem: ExclamationCircleOutlined,
  proof: SafetyCertificateOutlined,
  qr: QrcodeOutlined,
  repeat: RedoOutlined,
  review: FileSearchOutlined,
  save: SaveOutlined,
  search: SearchOutlined,
  settings: SettingOutlined,
  signOut: LogoutOutlined,
  stop: StopOutlined,
  upload: UploadOutlined,
  waiting: HourglassOutlined,
  clock: ClockCircleOutlined,
} as const;

/** An icon by what it means. */
export type IconName = keyof typeof icons;

/** An icon beside a word. It is decoration: a screen reader hears the word and not the name of a drawing. */
export function Icon({ of }: { of: IconName }) {
  const Drawing = icons[of];
  return (
    <span aria-hidden="true">
      <Drawing />
    </span>
  );
}
