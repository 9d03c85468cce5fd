import type { ShownEvent, ShownMoney } from "../api/shapes.ts";

/** What an event changed, in a few words: `from=confirmed to=paid`. Empty if there is nothing short to say. */
export function detailOf({ data }: Pick<ShownEvent, "data">): string {
  if (typeof data !== "object" || data === null) return "";
  return Object.entries(data)
    .flatMap(([name, value]) => {
      const text = hidden.has(name) ? null : shortText(value);
      return text === null ? [] : [`${name}=${text}`];
    })
    .join(" ");
}

/** Of use to nobody who reads. */
const hidden = new Set(["hash", "accessTokenHash"]);

function shortText(value: unknown): string | null {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return value === "" || value.length > 60 ? null : quoted(value);
  if (isMoney(value)) return moneyText(value);
  if (Array.isArray(value)) return value.length === 0 ? null : `[${value.length}]`;
  return null;
}

function quoted(text: string): string {
  return /[\s=]/.test(text) ? JSON.stringify(text) : text;
}

function isMoney(value: unknown): value is ShownMoney {
  return (
    typeof value === "object" &&
    value !== null &&
    "amount" in value &&
    "currency" in value &&
    typeof value.amount === "number" &&
    typeof value.currency === "string"
  );
}

/** An amount in major units, such as `64.00 EUR`. */
export function moneyText({ amount, currency }: ShownMoney): string {
  const digits = digitsOf(currency);
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}

function digitsOf(currency: string): number {
  try {
    return (
      new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ??
      2
    );
  } catch {
    return 2;
  }
}
