import * as z from "zod";

/**
 * A VAT id in input, such as DE123456789, with whatever blanks, dots and hyphens people put into it. Only its form is checked:
 * whether it was issued, only the countries' registers know.
 */
export const vatIdSchema = z
  .string()
  .max(40)
  .transform((text) => text.toUpperCase().replaceAll(/[\s.-]/g, ""))
  .refine(isWellFormed, "does not have the form of a VAT id: a country's prefix and its number");

/** What follows the prefix: in the European Union (Greece has the prefix EL), and in its neighbours. */
const numberByPrefix: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(?:\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{12}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  GB: /^(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  CHE: /^\d{9}(?:MWST|TVA|IVA)?$/,
  NO: /^\d{9}(?:MVA)?$/,
};

function isWellFormed(text: string): boolean {
  const prefix = text.startsWith("CHE") ? "CHE" : text.slice(0, 2);
  return numberByPrefix[prefix]?.test(text.slice(prefix.length)) === true;
}
