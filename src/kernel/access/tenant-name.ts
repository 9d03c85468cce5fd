/** A tenant's slug is a DNS label. */
export const slugPattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Trims a tenant's name and converts it to lower case for comparison. */
export function normalName(text: string): string {
  return text.trim().toLowerCase();
}

/**
 * Whether a text is a full host name: at least two labels of 1–63 characters, at most 253 in total, and not
 * an IP address.
 */
export function isHost(text: string): boolean {
  const labels = text.split(".");
  const last = labels.at(-1) ?? "";
  return (
    text.length <= 253 &&
    labels.length > 1 &&
    labels.every((one) => slugPattern.test(one)) &&
    !/^\d+$/.test(last)
  );
}
