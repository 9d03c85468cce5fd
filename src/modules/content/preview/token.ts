import type { Signer } from "../../../kernel/access/authenticator.ts";
import { parseId, platformIds } from "../../../kernel/values/id.ts";
import { contentIds } from "../ids.ts";

/** What a preview link shows, and until when. */
export interface Preview {
  readonly tenantId: string;
  readonly nodeId: string;
  /** Milliseconds since 1970. Links count in whole seconds. */
  readonly expiresAt: number;
}

const purpose = "content-preview";
const pattern = /^prv_([0-9A-Z]{26})([0-9A-Z]{26})([0-9a-z]{7})([\w-]{43,60})$/;

/** The secret last part of a preview link: what it shows, and a signature. */
export async function previewToken(signer: Pick<Signer, "sign">, preview: Preview): Promise<string> {
  const { tenantId, nodeId, expiresAt } = preview;
  const seconds = Math.floor(expiresAt / 1000)
    .toString(36)
    .padStart(7, "0");
  const content = `${bodyOf(tenantId)}${bodyOf(nodeId)}${seconds}`;
  return `prv_${content}${await signer.sign(purpose, content)}`;
}

/** What a token was signed for. Null if the platform did not sign it, or if it has expired. */
export async function openPreview(
  signer: Pick<Signer, "verify">,
  token: string,
  now: number,
): Promise<Preview | null> {
  const parts = partsOf(token);
  if (parts === null || parts.expiresAt <= now) return null;
  const { content, signature, ...preview } = parts;
  return (await signer.verify(purpose, content, signature)) ? preview : null;
}

/** The tenant that a token names. Whether it was signed for it is for `openPreview` to say. */
export function tenantOfPreview(token: string): string | null {
  return partsOf(token)?.tenantId ?? null;
}

function partsOf(token: string) {
  const [, tenant = "", node = "", seconds = "", signature = ""] = pattern.exec(token) ?? [];
  const tenantId = parseId(platformIds.tenant, `${platformIds.tenant.prefix}_${tenant}`);
  const nodeId = parseId(contentIds.node, `${contentIds.node.prefix}_${node}`);
  if (tenantId === null || nodeId === null) return null;
  const expiresAt = Number.parseInt(seconds, 36) * 1000;
  return { tenantId, nodeId, expiresAt, content: `${tenant}${node}${seconds}`, signature };
}

function bodyOf(id: string): string {
  return id.slice(id.indexOf("_") + 1);
}
