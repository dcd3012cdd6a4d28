// Made by `npm run generate` from the migrations. Do not edit.
import type { Generated } from 'kysely';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type KernelDataKeyTable = {
  id: string;
  kind: string;
  keyId: string;
  wrapped: Buffer | null;
  createdAt: Date;
  destroyedAt: Date | null;
};

export type KernelIdempotencyKeyTable = {
  viewer: string;
  key: string;
  route: string;
  requestHash: Buffer;
  status: number | null;
  resourceId: string | null;
  createdAt: Date;
};

export type KernelSettingTable = {
  name: string;
  value: Json;
  changedAt: Date;
};

export type KernelStoredFileTable = {
  id: string;
  name: string;
  kind: string;
  mediaType: string;
  size: number;
  dataKeyId: string;
  organisationId: string | null;
  createdAt: Date;
  removedAt: Date | null;
};

export type KernelViewerSecretTable = {
  onlyRow: Generated<boolean>;
  secret: Buffer;
};

export type Tables = {
  'kernel.dataKey': KernelDataKeyTable;
  'kernel.idempotencyKey': KernelIdempotencyKeyTable;
  'kernel.setting': KernelSettingTable;
  'kernel.storedFile': KernelStoredFileTable;
  'kernel.viewerSecret': KernelViewerSecretTable;
};
