import { readModelName } from "../kernel/delivery/subscription.ts";
import type { Ports } from "../kernel/operation/ports.ts";
import type { Session } from "../kernel/operation/session.ts";
import { digest } from "../kernel/values/digest.ts";
import { isPublished } from "../kernel/write/published.ts";
import { openFiles } from "../platform/files/bucket.ts";
import { isLocalPlatform } from "../platform/local.ts";
import { readMailbox, readMailHtml } from "../platform/mail/mailbox.ts";
import { mailModeOf } from "../platform/mail/mailer.ts";
import { passwords } from "../platform/passwords.ts";
import { openReadModel } from "../platform/read-model.ts";
import { seal, storedSecrets, unseal } from "../platform/sealed.ts";
import { newBearerToken } from "../platform/signing.ts";
import { projectorDeps } from "../projection/deps.ts";
import { restore } from "../projection/epochs.ts";
import { follow, projectTenant } from "../projection/follow.ts";
import { discardDeadLetter, replayDeadLetter } from "../projection/replay.ts";
import { logFailure } from "../telemetry/log/failure.ts";
import { metricsClient } from "../telemetry/metrics/client.ts";
import { exposeSums } from "../telemetry/metrics/expose.ts";
import { readinessOf } from "./health/readiness.ts";
import { objectOf, type Runtime } from "./runtime.ts";

/** The platform's ports, for one session. */
export function createPorts(deps: Runtime, session: Session): Ports {
  const projector = () => projectorDeps(deps.env, deps.registry, deps.meter);
  return {
    secrets: createSecrets(deps, session),
    passwords,
    objects: {
      async provision({ tenantId, slug, region }) {
        await objectOf(deps, tenantId, region).provision({ tenantId, slug, epoch: 1 });
      },
      async restore(tenantId, at, above) {
        // Sequence floors come from the read model, so it must include everything answered before the restore.
        await follow(projector(), tenantId, readModelName);
        return restore({ ...projector(), object: (id) => deps.tenant(id) }, tenantId, at, above);
      },
    },
    directory: {
      platformDomain: deps.env.PLATFORM_DOMAIN,
      async forget({ id, slug, domains }) {
        const hosts = [...new Set(domains)].map((value) => ({ by: "host", value }) as const);
        await deps.directory.forget([{ by: "id", value: id }, { by: "slug", value: slug }, ...hosts]);
      },
    },
    projections: {
      viewNames: deps.registry.modules.flatMap(({ views }) => views.map(({ name }) => name)),
      subscriptionNames: [...deps.registry.subscriptionByName.keys()],
      async project(tenantId) {
        await projectTenant(projector(), tenantId);
      },
      async catchUp(tenantId, subscription) {
        await follow(projector(), tenantId, subscription).catch((error: unknown) =>
          logFailure("catch-up", error, { tenant_id: tenantId, subscription }),
        );
      },
      async replay(tenantId, letter, reason) {
        const replayed = await replayDeadLetter(projector(), tenantId, letter, reason);
        return replayed.ok ? null : replayed.error;
      },
      discard: (tenantId, letter, reason) => discardDeadLetter(projector(), tenantId, letter, reason),
    },
    mailbox: createMailbox(deps),
    auditLogs: { chainAfter: (tenantId, seq) => objectOf(deps, tenantId).auditChainAfter(seq) },
    metrics: createMetrics(deps),
    publishedTypes: [...deps.registry.eventByType.values()].filter(isPublished).map(({ type }) => type),
    files: openFiles(deps.env.MEDIA),
    internet: {
      isLocal: isLocalPlatform(deps.env),
      fetch: (url, init) => fetch(url, init),
    },
  };
}

function createMetrics(deps: Runtime): Ports["metrics"] {
  const client = metricsClient(deps.env);
  return {
    async read() {
      const { tenants, gauges, ...sums } = await client.read().catch((error: unknown) => {
        // Its readers go on without.
        logFailure("metrics", error);
        throw error;
      });
      return { text: exposeSums(sums), tenants, gauges };
    },
    keep: (gauges, isLateById) => client.keep(gauges, isLateById),
    kindOf: (name) => (deps.registry.reactionByName.has(name) ? "reaction" : "projection"),
    readiness: async () => (await readinessOf(deps)).checks,
  };
}

function createMailbox({ env, operationMeter }: Runtime): Ports["mailbox"] {
  const stored = () =>
    mailModeOf(env.MAIL) === "mailbox" ? openReadModel(env.DB, "primary", operationMeter) : null;
  return {
    async read(tenantId, page) {
      const readModel = stored();
      return readModel === null ? null : readMailbox(readModel, tenantId, page);
    },
    async readTo(tenantId, recipient, page) {
      const readModel = stored();
      return readModel === null ? null : readMailbox(readModel, tenantId, page, recipient);
    },
    async readHtml(tenantId, id) {
      const readModel = stored();
      return readModel === null ? null : readMailHtml(readModel, tenantId, id);
    },
  };
}

function createSecrets(deps: Runtime, { idempotency }: Session): Ports["secrets"] {
  let secret = idempotency?.key;
  /** What this session has sealed. It does not decrypt that. */
  const textBySealed = new Map<string, string>();
  const keep = async (text: string) => {
    const sealed = await seal(text, sealingKey(), deps.signer);
    textBySealed.set(sealed, text);
    return sealed;
  };
  const sealingKey = () => {
    secret ??= crypto.randomUUID();
    return secret;
  };
  return {
    signer: deps.signer,
    async mint(make) {
      const { text, hash } = await make(deps.signer);
      return { hash, sealed: await keep(text) };
    },
    async mintBearerToken() {
      const text = newBearerToken();
      const [hash, sealed] = await Promise.all([digest(text), keep(text)]);
      return { hash, sealed };
    },
    open: async (sealed) => textBySealed.get(sealed) ?? unseal(sealed, sealingKey(), deps.signer),
    ...storedSecrets(deps.signer),
  };
}
