/** Why nothing is sent to an address, as the end of a sentence that begins with "It". Null if it is allowed. */
export function addressProblem(text: string, { isLocal }: { readonly isLocal: boolean }): string | null {
  if (/[^\x21-\x7e]/.test(text))
    return "has characters that an address can't have: write the host in punycode.";
  const url = URL.parse(text);
  if (url === null) return "is not an address.";
  if (!/^https?:\/\/[^/\\]/i.test(text)) return "must begin with https:// and a host.";
  if (text.includes("\\")) return "must not have backslashes.";
  if (url.username !== "" || url.password !== "" || authorityOf(text).includes("@"))
    return "must not have a user name or password.";
  if (isLocal && url.protocol === "http:" && isOwnMachine(authorityOf(text))) return null;
  if (url.protocol !== "https:") return "must begin with https://.";
  if (!["", "443", "8443"].includes(url.port)) return "must use port 443 or 8443.";
  return hostProblem(url.hostname, hostOf(text));
}

/** What the address says between `//` and the path, before anything is made of it. */
function authorityOf(text: string): string {
  return /^[a-z]+:\/\/([^/?#]*)/i.exec(text)?.[1] ?? "";
}

function hostOf(text: string): string {
  return authorityOf(text).replace(/:\d*$/, "");
}

/** `parsed` is the host as a request would use it, `written` as the address has it. */
function hostProblem(parsed: string, written: string): string | null {
  // Whatever a parser would turn into something else is refused: percent signs, other digits and dots, numbers as addresses.
  if (parsed !== written.toLowerCase()) return "must have the host as it is: no other spelling of it.";
  if (isIpAddress(parsed)) return "must have a host name, not an IP address.";
  if (parsed.length > 253) return "has a host that is too long.";
  const labels = parsed.split(".");
  if (labels.some((label) => !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)))
    return "must have a host of letters, digits, hyphens and dots.";
  const last = labels.at(-1) ?? "";
  if (labels.length < 2) return "must have a full host name.";
  if (/^\d/.test(last)) return "must have a host name, not an IP address.";
  return internalNames.has(last) || parsed.endsWith(".home.arpa") ? "must have a public host name." : null;
}

function isIpAddress(host: string): boolean {
  return host.startsWith("[") || /^[\d.]+$/.test(host) || /^0x[\da-f]*$/i.test(host);
}

/** Top-level names that never lead to the public internet. */
const internalNames = new Set([
  "arpa",
  "corp",
  "home",
  "internal",
  "intranet",
  "lan",
  "local",
  "localdomain",
  "localhost",
  "onion",
  "private",
]);

/** The machine that the platform itself runs on, in the three spellings that are allowed for development. */
function isOwnMachine(authority: string): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/.test(authority);
}
