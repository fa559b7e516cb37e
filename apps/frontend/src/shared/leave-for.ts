/** Goes to a page of somebody else's in this tab. @throws where the address is none of the web */
export function leaveFor(address: string): void {
  const { protocol, href } = new URL(address, location.href);
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error(`not a page: ${protocol}`);
  location.assign(href);
}
