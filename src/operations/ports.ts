import { readModelName } from "../kernel/delivery/subscription.ts";
import type { Ports } from "../kernel/operation/ports.ts";
import type { Session } from "../kernel/operation/session.ts";
import { digest } from "../kernel/values/digest.ts";
import { mailModeOf, readMailbox } from "../platform/mail.ts";
import { passwords } from "../platform/passwords.ts";
import { openReadModel } from "../platform/read-model.ts";
import { seal, unseal } from "../platform/sealed.ts";
import { newBearerToken } from "../platform/signing.ts";
import { describeError, logLine } from "../platform/telemetry.ts";
import { projectorDeps } from "../projection/deps.ts";
import { restore } from "../projection/epochs.ts";
import { follow, projectTenant } from "../projection/follow.ts";
import { discardDeadLetter, replayDeadLetter } from "../projection/replay.ts";
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
          logLine({ kind: "error", at: "catch-up", tenant: tenantId, subscription, ...describeError(error) }),
        );
      },
      async replay(tenantId, letter, reason) {
        const replayed = await replayDeadLetter(projector(), tenantId, letter, reason);
        return replayed.ok ? null : replayed.error;
      },
      discard: (tenantId, letter, reason) => discardDeadLetter(projector(), tenantId, letter, reason),
    },
    mailbox: {
      async read(tenantId, page) {
        if (mailModeOf(deps.env.MAIL) !== "mailbox") return null;
        return readMailbox(openReadModel(deps.env.DB, "primary", deps.operationMeter), tenantId, page);
      },
    },
  };
}

function createSecrets(deps: Runtime, { idempotency }: Session): Ports["secrets"] {
  let secret = idempotency?.key;
  const sealingKey = () => {
    secret ??= crypto.randomUUID();
    return secret;
  };
  return {
    signer: deps.signer,
    async mint(make) {
      const { text, hash } = await make(deps.signer);
      return { hash, sealed: await seal(text, sealingKey(), deps.signer) };
    },
    async mintBearerToken() {
      const text = newBearerToken();
      return { hash: await digest(text), sealed: await seal(text, sealingKey(), deps.signer) };
    },
    open: (sealed) => unseal(sealed, sealingKey(), deps.signer),
  };
}
