import type { Signer } from "../../kernel/access/authenticator.ts";
import { fromBase64Url, toBase64Url } from "../../kernel/values/digest.ts";

/** A position in one tenant's log that a read must include. */
export interface ConsistencyToken {
  readonly tenantId: string;
  readonly epoch: number;
  readonly seq: number;
}

const purpose = "consistency";

/** Signs a position in the log, as the Consistency-Token header carries it. */
export async function sealToken(signer: Signer, { tenantId, epoch, seq }: ConsistencyToken): Promise<string> {
  const body = toBase64Url(new TextEncoder().encode(JSON.stringify([tenantId, epoch, seq])));
  return `${body}.${await signer.sign(purpose, body)}`;
}

/** Reads a token. Null where the platform did not sign it. */
export async function openToken(signer: Signer, text: string): Promise<ConsistencyToken | null> {
  const [body = "", mac = "", ...rest] = text.split(".");
  if (rest.length > 0 || text.length > 512 || !(await signer.verify(purpose, body, mac))) return null;
  const bytes = fromBase64Url(body);
  if (bytes === null) return null;
  const [tenantId, epoch, seq] = JSON.parse(new TextDecoder().decode(bytes));
  return { tenantId, epoch, seq };
}
