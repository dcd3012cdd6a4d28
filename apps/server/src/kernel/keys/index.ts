export { keyFolderAsValue, openKeyValue } from './environment-keys.js';
export { activateKeyEpoch, createKeyFolder, openKeyFolder, retireKeyEpoch, stageKeyEpoch } from './key-folder.js';
export { createKeyRing, type DataKeyRecord, type DataKeyStore, type KeyRing, loadedTogether } from './key-ring.js';
export {
  type KeyProvider,
  type KeyProviderDescription,
  newestEpoch,
  type SigningName,
  signingNames,
} from './provider.js';
export {
  type DataKey,
  dataKeyIdOf,
  type FieldPlace,
  openField,
  openText,
  sealField,
  sealText,
} from './sealed-field.js';
