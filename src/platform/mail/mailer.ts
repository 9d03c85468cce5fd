import type { Mailer } from "../../kernel/delivery/reaction.ts";
import type { ReadModel } from "../../kernel/storage/storage.ts";
import { logFailure } from "../../telemetry/log/failure.ts";
import { storeMail } from "./mailbox.ts";
import { createProvider, type ProviderSettings } from "./provider.ts";

/**
 * `mailbox` stores mail in the read model, for a local platform. `http` sends it through a provider. `none` sends nothing: no
 * provider is configured.
 */
export type MailMode = "mailbox" | "http" | "none";

/** Reads the configured mail mode. Unknown values mean `none`. */
export function mailModeOf(configured: string): MailMode {
  return configured === "mailbox" || configured === "http" ? configured : "none";
}

/** What a mailer needs, besides the mode. */
export interface MailerDeps {
  readonly readModel: ReadModel;
  readonly now: () => number;
  readonly provider: ProviderSettings;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly signal?: AbortSignal | undefined;
}

/** Creates a tenant's mailer for the configured mode, for mails about one aggregate. */
export function createMailer(mode: MailMode, tenantId: string, about: string, deps: MailerDeps): Mailer {
  switch (mode) {
    case "mailbox":
      return {
        async send(mail) {
          await deps.readModel.batch(storeMail(tenantId, about, mail, deps.now()));
        },
      };
    case "http":
      return createProvider(deps.provider, deps);
    case "none":
      return {
        async send({ idempotencyKey: key }) {
          const error = new Error("not sent: no mail provider is configured");
          logFailure("mail", error, { tenant_id: tenantId, details: { idempotency_key: key } });
        },
      };
  }
}

/** Reads the provider's settings from the Worker's variables and secrets. */
export function providerSettings(env: object): ProviderSettings {
  const text = (name: string) => {
    const value: unknown = Reflect.get(env, name);
    return typeof value === "string" ? value : "";
  };
  return { url: text("MAIL_URL"), token: text("MAIL_TOKEN"), from: text("MAIL_FROM") };
}
