/** Where there is no value. */
export const nothing = "–";

type Value = number | null | undefined;

function shown(value: Value, write: (value: number) => string): string {
  return value === null || value === undefined || !Number.isFinite(value) ? nothing : write(value);
}

/** A whole number, such as `12,345`. */
export function formatCount(value: Value, locale?: string): string {
  return shown(value, (count) => count.toLocaleString(locale, { maximumFractionDigits: 0 }));
}

/** A rate per second, with as many digits as tell something. */
export function formatRate(value: Value, locale?: string): string {
  return shown(value, (rate) => {
    const digits = rate !== 0 && rate < 1 ? 2 : rate < 100 ? 1 : 0;
    return rate.toLocaleString(locale, { maximumFractionDigits: digits });
  });
}

/** A part of a whole, given between 0 and 1. */
export function formatShare(value: Value, locale?: string): string {
  return shown(value, (share) => {
    const digits = share !== 0 && share < 0.1 ? 2 : 1;
    return share.toLocaleString(locale, { style: "percent", maximumFractionDigits: digits });
  });
}

/** A duration, given in seconds: `12 ms`, `1.2 s`, `4 min`, `3 h`, `2 d`. */
export function formatSeconds(value: Value, locale?: string): string {
  return shown(value, (seconds) => {
    if (seconds === 0) return "0 s";
    const [, size, unit] = units.find(([from]) => seconds >= from) ?? [0, 0.001, "ms"];
    const amount = seconds / size;
    const digits = amount < 10 && unit !== "min" ? 1 : 0;
    return `${amount.toLocaleString(locale, { maximumFractionDigits: digits })} ${unit}`;
  });
}

/** From how many seconds on a unit is used, and how many it has. */
const units = [
  [86_400, 86_400, "d"],
  [3_600, 3_600, "h"],
  [120, 60, "min"],
  [1, 1, "s"],
] as const;

/** An amount in minor units of its currency. Intl knows how many of them make one. */
export function formatMoney(minorUnits: Value, currency: string, locale?: string): string {
  return shown(minorUnits, (amount) => {
    try {
      const format = new Intl.NumberFormat(locale, { style: "currency", currency });
      const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
      // As text: a float could not hold every amount.
      return format.format(decimalOf(Math.round(amount), digits));
    } catch {
      return `${formatCount(amount, locale)} ${currency}`;
    }
  });
}

function decimalOf(amount: number, digits: number): Intl.StringNumericLiteral {
  const sign = amount < 0 ? "-" : "";
  const text = String(Math.abs(amount)).padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const fraction = text.slice(text.length - digits);
  return `${sign}${whole}${digits === 0 ? "" : `.${fraction}`}` as Intl.StringNumericLiteral;
}

/** A time of day, or a date and a time if it was not on the same day. */
export function formatInstant(instant: string, now: number, locale?: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return nothing;
  const isToday = at.toDateString() === new Date(now).toDateString();
  return isToday
    ? at.toLocaleTimeString(locale, { timeStyle: "medium" })
    : at.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
}
