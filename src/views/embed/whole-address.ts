// The address of the whole page, of one that is embedded: the same but for what embedding asks for.
export function wholeAddress(embedded: string): string {
  const address = new URL(embedded)
  for (const name of ['embed', 'theme']) address.searchParams.delete(name)
  return address.href
}
