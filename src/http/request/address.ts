/**
 * A network address in its canonical form: IPv4 as four numbers, IPv6 in lower case with the longest run of zeros
 * shortened, and an IPv4 address that is written as IPv6 as IPv4. Undefined for anything else.
 */
export function canonicalAddress(text: string | null): string | undefined {
  if (text === null || text.length > longestAddress) return undefined;
  const trimmed = text.trim();
  if (ipv4.test(trimmed)) return trimmed;
  if (!trimmed.includes(":") || !/^[\da-f:.]+$/i.test(trimmed)) return undefined;
  const address = URL.parse(`http://[${trimmed}]/`)?.hostname.slice(1, -1);
  return address === undefined ? undefined : (mappedIpv4(address) ?? address);
}

/** The longest text of an IPv6 address. */
const longestAddress = 45;
const octet = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

/** `::ffff:c000:201` is 192.0.2.1. */
function mappedIpv4(address: string): string | undefined {
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(address) ?? [];
  if (high === undefined || low === undefined) return undefined;
  return [high, low]
    .map((part) => Number.parseInt(part, 16))
    .flatMap((part) => [part >> 8, part & 255])
    .join(".");
}
