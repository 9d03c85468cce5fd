import * as z from "zod";

/** A Global Trade Item Number: GTIN-8, -12, -13 or -14. The last digit is a check digit. */
export const gtin = z
  .string()
  .trim()
  .refine(isGtin, {
    error: "is not a GTIN: 8, 12, 13 or 14 digits, ending with a check digit",
    params: { code: "invalid-gtin" },
  });

/** Whether the digits, weighted 1, 3, 1, 3, … from the right, sum to a multiple of ten. */
export function isGtin(text: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(text)) return false;
  const sum = [...text]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
