export { keyFolderAsValue, openKeyValue } from './environment-keys.js';
export { activateKeyEpoch, createKeyFolder, openKeyFolder, retireKeyEpoch, stageKeyEpoch } from './key-folder.js';
export { createKeyRing, type DataKeyRecord, type DataKeyStore, type KeyRing, loadedTogether } from './key-ring.js';
export { type ModuleToken, openModuleToken } from './pkcs11-tool.js';
export { type Custody, drawCustody, readCustody, restoreKeyFolder, sealKeyFolder, testCustody } from './custody.js';
export {
  cryptographyOf,
  type KeyDescription,
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
export { sm2Verify } from './sm2.js';
export { type Cryptography, cryptographies, cryptographyOfDataKey } from './suites.js';
