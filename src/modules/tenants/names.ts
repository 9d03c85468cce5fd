/** A slug is a DNS label. */
export const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const reserved = new Set(
  `api admin www app cdn assets static health metrics docs openapi mail auth login logout register signup signin dev test
  staging prod production localhost db database cache root system internal private public platform ops store shop graphql
  mcp problems`.split(/\s+/),
);

/** Names that would collide with the platform's own. */
export function isReserved(slug: string): boolean {
  return reserved.has(slug);
}

/** Trimmed and in lower case, as every name is compared. */
export function normalName(text: string): string {
  return text.trim().toLowerCase();
}

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** A full host name: at least two labels of 1–63, at most 253 in all, and not an IP address. */
export function isHost(text: string): boolean {
  const labels = text.split(".");
  const last = labels.at(-1) ?? "";
  return (
    text.length <= 253 && labels.length > 1 && labels.every((part) => label.test(part)) && !/^\d+$/.test(last)
  );
}
