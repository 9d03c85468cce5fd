import type { TenantCore } from "../../../durable-objects/core.ts";
import { OutsideUnavailable } from "../../../src/kernel/delivery/reaction.ts";
import type { Random } from "../../../src/kernel/values/id.ts";
import { storedSecrets } from "../../../src/platform/sealed.ts";
import { createKeyRing } from "../../../src/platform/signing.ts";
import { createReactionBreakers } from "../../../src/projection/reactions/breakers.ts";
import type { Outside } from "../../../src/projection/reactions/outside.ts";

import { createFiles } from "./files.ts";

/** A mail or request that a reaction sent. */
export interface Sent {
  readonly to: string;
  readonly key: string;
  readonly text: string;
}

/**
 * How the outside world handles a delivery. `hangs`: it never responds, so delivery is unknown. `is gone`: it
 * responds 410 to a request.
 */
export type Treatment = "accepts" | "refuses" | "is unavailable" | "hangs" | "is gone";

export type LocalOutside = ReturnType<typeof createOutside>;

const keyRing = createKeyRing("the-signing-secret-of-all-the-tests");

/** The outside world in one process. It records accepted deliveries and supports injected faults. */
export function createOutside(
  core: (tenantId: string) => TenantCore | undefined,
  now: () => number,
  random: Random,
) {
  const stored = createFiles();
  const accepted: Sent[] = [];
  const attempted: Sent[] = [];
  let treat: (sent: Sent) => Treatment = () => "accepts";
  let timers: (() => void)[] = [];
  const coreOf = (tenantId: string): TenantCore => {
    const known = core(tenantId);
    if (known === undefined) throw new Error(`there is no object ${tenantId}`);
    return known;
  };
  const take = async (sent: Sent): Promise<void> => {
    attempted.push(sent);
    switch (treat(sent)) {
      case "accepts":
      case "is gone":
        accepted.push(sent);
        return;
      case "refuses":
        throw new Error("the outside refuses it");
      case "is unavailable":
        throw new OutsideUnavailable("503");
      case "hangs":
        return new Promise(() => undefined);
    }
  };
  const outside: Outside = {
    signer: keyRing,
    secrets: storedSecrets(keyRing),
    isLocal: false,
    mailer: () => ({
      send: ({ to, subject, text, idempotencyKey }) =>
        take({ to, key: idempotencyKey, text: `${subject}\n${text}` }),
    }),
    async fetch(url, { headers, body }) {
      const sent = { to: url, key: new Headers(headers).get("Idempotency-Key") ?? "", text: String(body) };
      await take(sent);
      return new Response(null, { status: treat(sent) === "is gone" ? 410 : 204 });
    },
    execute: async (tenantId, request) => structuredClone(coreOf(tenantId).execute(structuredClone(request))),
    ask: async (tenantId, query, input) =>
      structuredClone(coreOf(tenantId).ask({ query, input, actor: { kind: "system" } })),
    files: stored.files,
    eraseTenant: async () => false,
    startTimer() {
      const { promise, resolve } = Promise.withResolvers<void>();
      const controller = new AbortController();
      const end = () => {
        controller.abort();
        resolve();
      };
      timers.push(end);
      return {
        signal: controller.signal,
        over: promise,
        stop() {
          timers = timers.filter((one) => one !== end);
        },
      };
    },
    breakerOf: createReactionBreakers(now, random),
  };
  return {
    outside,
    /** What is stored of files. */
    stored,
    /** Accepted deliveries in order of arrival. */
    accepted,
    /** Every delivery that was sent, whatever its outcome. */
    attempted,
    treat(how: (sent: Sent) => Treatment): void {
      treat = how;
    },
    /** Times out the reactions that wait for a response. */
    endTimeLimits(): void {
      for (const end of timers) end();
    },
  };
}
