/** Whether a configured host is this machine, by its written form; a name that merely resolves to it does not count. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
