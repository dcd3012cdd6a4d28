import { organisationEndpoints } from '@gatehouse/contract';
import { useEndpoint } from '../app/use-endpoint.js';
import { useWords } from '../ui/words.js';

/** What an organisation is called, by its id: told apart from any other of its name; read once and kept by the cache. */
export function OrganisationName({ id }: { id: string }) {
  const words = useWords();
  const read = useEndpoint(organisationEndpoints.read, { params: { id } });
  return read.data ? words(read.data.called) : '…';
}
