import type { Registry } from "../kernel/registry.ts";
import { openFiles } from "../platform/files/bucket.ts";
import { isLocalPlatform } from "../platform/local.ts";
import { createMailer, mailModeOf, providerSettings } from "../platform/mail/mailer.ts";
import { openReadModel } from "../platform/read-model.ts";
import { storedSecrets } from "../platform/sealed.ts";
import { keyRingOf } from "../platform/secrets.ts";
import { type TenantClient, tenantClient } from "../platform/tenant-client.ts";
import { logFailure } from "../telemetry/log/failure.ts";
import type { Meter } from "../telemetry/meter.ts";
import { beginEpoch } from "./epochs.ts";
import { eraseTenant } from "./erasure/erase.ts";
import { behindBreaker, createBreaker } from "./failures/breaker.ts";
import type { ProjectorDeps } from "./projector.ts";
import { createReactionBreakers } from "./reactions/breakers.ts";
import type { Outside } from "./reactions/outside.ts";
import { startTimer } from "./reactions/timer.ts";
import { createRunLog } from "./telemetry/run-log.ts";

/** One breaker per isolate: when one call finds that D1 is down, the others fail fast. Plain data, no I/O. */
const breaker = createBreaker(Date.now, Math.random);
const breakerOf = createReactionBreakers(Date.now, Math.random);

/** Builds the projector's dependencies from the Worker's bindings. */
export function projectorDeps(env: Env, registry: Registry, meter: Meter): ProjectorDeps {
  const object = (tenantId: string) => tenantClient(env.TENANTS, tenantId, meter);
  const parts = {
    registry,
    readModel: behindBreaker(openReadModel(env.DB, "primary", meter), breaker),
    now: Date.now,
    random: Math.random,
  };
  return {
    ...parts,
    log(tenantId) {
      const client = object(tenantId);
      return {
        ...client,
        async movedBack(subscription, { epoch, seq }) {
          logFailure("lost-read-model", new Error("the read model is behind what was acknowledged"), {
            ...{ tenant_id: tenantId, subscription, details: { epoch, seq } },
          });
          await client.movedBack(subscription, epoch, seq);
        },
        async aheadOfLog(subscription, { epoch, seq }) {
          logFailure("restore", new Error("the read model is ahead of the log"), {
            ...{ tenant_id: tenantId, subscription, details: { epoch, seq } },
          });
          await client.aheadOfLog(subscription, epoch, seq);
          await beginEpoch({ ...parts, object }, tenantId, epoch);
        },
      };
    },
    report: createRunLog(meter, Date.now),
    outside: outsideOf(env, meter, object),
  };
}

/** Builds what reactions use: mail, HTTP, and calls to the tenant's object. */
function outsideOf(env: Env, meter: Meter, object: (tenantId: string) => TenantClient): Outside {
  const mailMode = mailModeOf(env.MAIL);
  const provider = providerSettings(env);
  return {
    mailer: (tenantId, about, signal) =>
      createMailer(mailMode, tenantId, about, {
        readModel: openReadModel(env.DB, "primary", meter),
        now: Date.now,
        provider,
        fetch: (url, init) => fetch(url, init),
        signal,
      }),
    signer: keyRingOf(env),
    secrets: storedSecrets(keyRingOf(env)),
    isLocal: isLocalPlatform(env),
    files: openFiles(env.MEDIA),
    fetch: (url, init) => fetch(url, init),
    execute: (tenantId, request) => object(tenantId).execute(request),
    ask: (tenantId, query, input) => object(tenantId).ask({ query, input, actor: { kind: "system" } }),
    eraseTenant: (tenantId) =>
      eraseTenant(
        {
          readModel: openReadModel(env.DB, "primary", meter),
          destroyObject: (id) => object(id).destroy(),
          removeFiles: (id) => openFiles(env.MEDIA).remove(`${id}/`),
          now: Date.now,
        },
        tenantId,
      ),
    startTimer,
    breakerOf,
  };
}
