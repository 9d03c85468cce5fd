import type { ExecuteRequest } from "../../../durable-objects/write/transaction.ts";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import type { Module } from "../../../src/kernel/module.ts";
import { type LocalPlatform, openPlatform } from "./platform.ts";
import type { LocalReadModel } from "./read-model.ts";

/** A tenant with settings, in English and German, dollars and euros, and how to write to it. */
export function openShop(modules?: readonly Module[], readModel?: LocalReadModel) {
  return openShopOn(openPlatform(modules, undefined, readModel));
}

/** One more tenant on a platform, optionally with other currencies, the first of which is its default. */
export function openShopOn(platform: LocalPlatform, currencies: readonly string[] = ["USD", "EUR"]) {
  const tenant = platform.tenant();
  const run = (command: string, input: unknown, more: Partial<ExecuteRequest> = {}) =>
    tenant.core.execute({
      command,
      input,
      actor: platformToken,
      correlationId: "01J00000000000000000000000",
      ...more,
    });
  /** Runs a command that must succeed. Returns its result. */
  const must = (command: string, input: unknown): unknown => {
    const result = run(command, input);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return result.answer;
  };
  must("tenants.initialise", {
    tenant: {
      slug: "harbour",
      name: "A shop",
      defaultCurrency: currencies[0],
      defaultLocale: "en",
      currencies,
      locales: ["en", "de"],
    },
    minted: { id: "key_01J00000000000000000000000", hash: "hash", sealed: "sealed" },
  });
  return { platform, tenant, run, must };
}

export type Shop = ReturnType<typeof openShop>;
