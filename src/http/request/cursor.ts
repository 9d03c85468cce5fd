import type { Signer } from "../../kernel/access/authenticator.ts";
import type { Keyset } from "../../kernel/read/page.ts";
import { fromBase64Url, toBase64Url } from "../../kernel/values/digest.ts";

const purpose = "cursor";

/**
 * Encodes where the next page begins. It is signed with tenant, path, filters and sort, so it is valid for this
 * list only.
 */
export async function sealCursor(
  signer: Signer,
  tenantId: string,
  url: URL,
  keyset: Keyset,
): Promise<string> {
  const body = toBase64Url(new TextEncoder().encode(JSON.stringify(keyset)));
  const mac = await signer.sign(purpose, `${listOf(tenantId, url)}\n${body}`);
  return `${body}.${mac}`;
}

/** Decodes a cursor. Null if it is not from this list. */
export async function openCursor(
  signer: Signer,
  tenantId: string,
  url: URL,
  cursor: string,
): Promise<Keyset | null> {
  const [body = "", mac = "", ...rest] = cursor.split(".");
  if (rest.length > 0 || !(await signer.verify(purpose, `${listOf(tenantId, url)}\n${body}`, mac)))
    return null;
  const bytes = fromBase64Url(body);
  return bytes === null ? null : JSON.parse(new TextDecoder().decode(bytes));
}

/** Identifies a list: everything in the URL except limit and cursor. */
function listOf(tenantId: string, url: URL): string {
  const filters = [...url.searchParams]
    .filter(([name]) => name !== "cursor" && name !== "limit" && name !== "count")
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  return `${tenantId}\n${url.pathname}\n${filters.join("&")}`;
}
