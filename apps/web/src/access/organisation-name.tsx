import { organisationEndpoints } from '@gatehouse/contract';
import { useEndpoint } from '../app/use-endpoint.js';
import { useWords } from '../ui/words.js';

/** The name of an organisation by its id; read once and kept by the cache. */
export function OrganisationName({ id }: { id: string }) {
  const words = useWords();
  const read = useEndpoint(organisationEndpoints.read, { params: { id } });
  return read.data ? words({ en: read.data.nameEn, zh: read.data.nameZh }) : '…';
}
