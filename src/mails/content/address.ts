import type { Block } from "./blocks.ts";

/** A postal address, as an order has it. */
export type MailAddress = Readonly<
  Record<
    "firstName" | "lastName" | "company" | "address1" | "address2" | "city" | "province" | "postalCode",
    string | null
  >
> & { readonly country: string };

/** An address under a title; nothing if there is none. */
export function addressBlock(
  title: string,
  address: MailAddress | null,
  country: (code: string) => string,
): readonly Block[] {
  if (address === null) return [];
  const { firstName, lastName, company, address1, address2, city, province, postalCode } = address;
  const lines = [
    joined([firstName, lastName]),
    company,
    address1,
    address2,
    joined([joined([postalCode, city]), province], ", "),
    country(address.country),
  ];
  return [
    { kind: "address", title, lines: lines.flatMap((line) => (line === null || line === "" ? [] : [line])) },
  ];
}

function joined(parts: readonly (string | null)[], between = " "): string | null {
  const present = parts.filter((part) => part !== null && part !== "");
  return present.length === 0 ? null : present.join(between);
}
