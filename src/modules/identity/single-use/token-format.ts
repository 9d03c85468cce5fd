import type { Signer } from "../../../kernel/access/authenticator.ts";
import type { TokenPurpose } from "./schema.ts";

/**
 * The text of a single-use token, `<id>.<signature>`. Nothing stores it: a mail that is sent again has the same one. It is
 * valid in one tenant and for one purpose only.
 */
export async function singleUseToken(
  signer: Signer,
  tenantId: string,
  purpose: TokenPurpose,
  id: string,
): Promise<string> {
  return `${id}.${await signer.sign(`single-use ${purpose}`, `${tenantId} ${id}`)}`;
}

const pattern = /^(tok_[0-9A-Z]{26})\.([\w-]{51})$/;

/** The id of a token. Null if the platform did not make it for this tenant and purpose. */
export async function readSingleUseToken(
  signer: Signer,
  tenantId: string,
  purpose: TokenPurpose,
  text: string,
): Promise<string | null> {
  const [, id, signature] = pattern.exec(text) ?? [];
  if (id === undefined || signature === undefined) return null;
  return (await signer.verify(`single-use ${purpose}`, `${tenantId} ${id}`, signature)) ? id : null;
}
