import type { IdKind } from "../../../kernel/values/id.ts";

/** The id of what is imported, whenever that happens: it follows from the name of the thing there. It matches `idText` of its kind. */
export async function idFor({ prefix }: IdKind, name: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(name)));
  const random = [...bytes.subarray(0, 16)].map((byte) => alphabet[byte & 31]).join("");
  return `${prefix}_${beginning}${random}`;
}

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** The time in an id that says nothing of when it was made. */
const beginning = "0000000000";
