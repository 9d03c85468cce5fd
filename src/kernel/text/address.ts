import * as z from "zod";
import { defineLimits } from "../limit.ts";
import { countrySchema } from "../values/country.ts";
import { boundedText } from "../values/text.ts";

/** The bounds of an address. */
export const addressLimits = defineLimits({
  addressLineCharacters: {
    value: 200,
    unit: "characters",
    per: "value",
    what: "A line of an address",
    beyond: "400 `validation-failed`",
  },
  addressLineBytes: {
    value: 400,
    unit: "bytes",
    per: "value",
    what: "A line of an address, as JSON",
    beyond: "400 `validation-failed`",
  },
});

const sentLine = boundedText(addressLimits.addressLineCharacters.value, addressLimits.addressLineBytes.value)
  .transform((text) => (text === "" ? null : text))
  .nullable();
const line = sentLine.default(null);

/**
 * An address as input. Only the country is required, because taxes depend on it. Other fields vary by
 * country.
 */
export const addressSchema = z.strictObject({
  firstName: line,
  lastName: line,
  company: line,
  address1: line,
  address2: line,
  city: line,
  province: line,
  postalCode: line,
  country: countrySchema,
  phone: line,
});

/** Changes of an address: fields that are left out stay, and null clears a field. */
export const addressPatch = z
  .object({
    firstName: sentLine,
    lastName: sentLine,
    company: sentLine,
    address1: sentLine,
    address2: sentLine,
    city: sentLine,
    province: sentLine,
    postalCode: sentLine,
    country: countrySchema,
    phone: sentLine,
  })
  .partial()
  .strict();

const storedLine = z.string().nullable();

/** An address as it is stored and returned. */
export const address = z.object({
  firstName: storedLine,
  lastName: storedLine,
  company: storedLine,
  address1: storedLine,
  address2: storedLine,
  city: storedLine,
  province: storedLine,
  postalCode: storedLine,
  country: z.string(),
  phone: storedLine,
});
/** An address as it is stored and returned. */
export type Address = z.infer<typeof address>;
