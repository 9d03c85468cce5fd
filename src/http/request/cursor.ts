import type { Signer } from "../../kernel/access/authenticator.ts";
import type { Keyset } from "../../kernel/read/page.ts";
import { canonicalJson, fromBase64Url, toBase64Url } from "../../kernel/values/digest.ts";

const purpose = "cursor";

/** Encodes where the next page of a list begins. It is signed with the list's name, so it is valid for no other. */
export async function sealCursor(signer: Signer, list: string, keyset: Keyset): Promise<string> {
  const body = toBase64Url(new TextEncoder().encode(JSON.stringify(keyset)));
  const signature = await signer.sign(purpose, `${list}\n${body}`);
  return `${body}.${signature}`;
}

/** Decodes a cursor. Null if it is not from this list. */
export async function openCursor(signer: Signer, list: string, cursor: string): Promise<Keyset | null> {
  const [body = "", signature = "", ...rest] = cursor.split(".");
  if (rest.length > 0 || !(await signer.verify(purpose, `${list}\n${body}`, signature))) return null;
  const bytes = fromBase64Url(body);
  return bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes));
}

/**
 * Parameters that change neither the items of a list nor their order. A country can, where price lists name it: then the
 * cursor carries it itself.
 */
const besideItems = ["cursor", "limit", "count", "facets", "country"];

/**
 * The name of a list: the tenant, the operation, and its parsed parameters, except those beside its items.
 * Repeated filters match any of their values, so their order is no part of it.
 */
export function listName(tenantId: string, operation: string, params: unknown, query: unknown): string {
  const filters = Object.entries(query ?? {})
    .filter(([name]) => !besideItems.includes(name))
    .map(([name, value]) => [name, inOrder(value)]);
  return canonicalJson([tenantId, operation, params, Object.fromEntries(filters)]);
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.toSorted();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inOrder(one)]));
}
