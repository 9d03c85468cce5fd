/** How long a `Retry-After` field asks to wait: seconds or a date (RFC 9110). Undefined without a valid one. */
export function retryAfterMs(field: string | null, now: number): number | undefined {
  if (field === null) return undefined;
  const text = field.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
