import type { Secrets } from "../../../kernel/operation/ports.ts";
import type { Message } from "./message.ts";

type Sealing = Pick<Secrets, "sealStored" | "openStored" | "macWith">;

const prefix = "whsec_";
const purpose = "webhook-secret";

/** A new secret of an endpoint: 256 random bits. */
export function newSecret(): string {
  return prefix + crypto.getRandomValues(new Uint8Array(32)).toBase64();
}

/** Whose secret it is. */
export interface Owner {
  readonly tenantId: string;
  readonly endpointId: string;
}

export function sealSecret(secrets: Sealing, owner: Owner, secret: string): Promise<string> {
  return secrets.sealStored(purpose, ownerText(owner), secret);
}

/** A sealed secret in plain text. `resealed` if it has to be stored anew. */
export interface OpenedSecret {
  readonly sealed: string;
  readonly text: string;
  readonly isCurrent: boolean;
}

/** Opens those secrets whose signing secret is still accepted. */
export async function openSecrets(
  secrets: Sealing,
  owner: Owner,
  sealed: readonly string[],
): Promise<readonly OpenedSecret[]> {
  const opened = await Promise.all(sealed.map((one) => secrets.openStored(purpose, ownerText(owner), one)));
  return opened.flatMap((one, index) => (one === null ? [] : [{ ...one, sealed: sealed[index] ?? "" }]));
}

/** The headers of Standard Webhooks, with a signature for each secret. `now` is in milliseconds since 1970. */
export async function signedHeaders(
  secrets: Pick<Sealing, "macWith">,
  { id, body }: Message,
  opened: readonly Pick<OpenedSecret, "text">[],
  now: number,
): Promise<Readonly<Record<string, string>>> {
  const timestamp = String(Math.floor(now / 1000));
  const signatures = await Promise.all(
    opened.map(async ({ text }) => {
      const key = Uint8Array.fromBase64(text.slice(prefix.length));
      return `v1,${(await secrets.macWith(key, `${id}.${timestamp}.${body}`)).toBase64()}`;
    }),
  );
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

function ownerText({ tenantId, endpointId }: Owner): string {
  return `${tenantId} ${endpointId}`;
}
