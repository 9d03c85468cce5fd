import { z } from "zod";
import { type PointedError, refusal } from "../../../kernel/api/problem.ts";
import { defineRoute, type Services } from "../../../kernel/api/route.ts";
import { listSchema, pageQuery } from "../../../kernel/read/page.ts";
import { newId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { changeSettings, initialiseTenant, setTenantStatus } from "../commands.ts";
import { readTenantRecord, settingsOfTenant } from "../queries.ts";
import { initialSettings } from "../rules.ts";
import { createdTenant, type TenantRecord, tenantInput, tenantPatch, tenantResponse } from "../schema.ts";
import { listTenants, toTenantResponse } from "../view.ts";
import { changeRecord, reserveTenant } from "./commands.ts";

const params = z.object({ id: opaqueId });
const onPlatform = { tenantId: "platform" } as const;

export const platformRoutes = [
  defineRoute({
    method: "post",
    path: "/v1/platform/tenants",
    summary: "Create a tenant; it answers by slug, id and domain as soon as this does",
    access: reserveTenant.access,
    tenancy: "none",
    body: tenantInput,
    replies: {
      201: { description: "The tenant, and its first API key, shown this once", schema: createdTenant },
    },
    refusals: ["duplicate-slug", "duplicate-domain", "invalid-settings"],
    async handle({ body, services, now }) {
      const sound = initialSettings(body);
      if (!sound.ok) return sound;
      const unreachable = unreachableDomains(body.domains, services.platformDomain);
      if (unreachable !== null) return refused(unreachable);
      const names = { slug: body.slug, domains: body.domains ?? [], region: body.region ?? null };
      const reserved = await services.execute(reserveTenant, names, { ...onPlatform, step: "reserve" });
      if (!reserved.ok) return reserved;
      const { id, slug } = reserved.value;
      await services.provision({ tenantId: id, slug, region: body.region });
      const keyId = newId("apiKey", now, Math.random);
      const minted = { id: keyId, ...(await services.mintKey(id, keyId)) };
      const initialised = await services.execute(
        initialiseTenant,
        { tenant: body, minted },
        { tenantId: id },
      );
      if (!initialised.ok) return initialised;
      const record = await services.execute(
        changeRecord,
        { id, status: "active" },
        { ...onPlatform, step: "activate", unguarded: true },
      );
      if (!record.ok) return record;
      await Promise.all([services.project("platform"), services.project(id)]);
      await services.forgetTenant(record.value);
      const shown = toTenantResponse(record.value, initialised.value.settings, services.moduleNames);
      return ok({
        status: 201,
        body: { ...shown, apiKey: await services.openSecret(initialised.value.sealed) },
        headers: { Location: `/v1/platform/tenants/${id}` },
      });
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/platform/tenants",
    summary: "List tenants, the newest first",
    access: "tenants:list",
    tenancy: "none",
    query: z.object(pageQuery).strict(),
    replies: { 200: { description: "A page of tenants", schema: listSchema(tenantResponse) } },
    async handle({ services, page }) {
      const rows = await services.read(listTenants, page);
      if (!rows.ok) return rows;
      const items = rows.value.items.map(({ record, settings }) =>
        toTenantResponse(record, settings, services.moduleNames),
      );
      return ok({ status: 200, page: { ...rows.value, items } });
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/platform/tenants/{id}",
    summary: "Read a tenant",
    access: "tenants:read",
    tenancy: "none",
    params,
    replies: { 200: { description: "The tenant", schema: tenantResponse } },
    async handle({ params: { id }, services }) {
      const record = await services.ask(readTenantRecord, { id }, onPlatform);
      return record.ok ? shown(services, record.value) : record;
    },
  }),
  defineRoute({
    method: "patch",
    path: "/v1/platform/tenants/{id}",
    summary: "Rename, change domains, suspend or resume",
    access: changeRecord.access,
    tenancy: "none",
    params,
    body: tenantPatch,
    replies: { 200: { description: "The tenant", schema: tenantResponse } },
    refusals: ["duplicate-domain"],
    async handle({ params, body, services }) {
      const before = await services.ask(readTenantRecord, params, onPlatform);
      if (!before.ok) return before;
      const { id, version } = before.value;
      if (!services.versionMatches(version))
        return refused(refusal("version-mismatch", `The current version is "${version}".`));
      const unreachable = unreachableDomains(body.domains, services.platformDomain);
      if (unreachable !== null) return refused(unreachable);
      if (before.value.status === "suspended" && body.status !== "active") {
        return refused(refusal("tenant-suspended", "A suspended tenant admits nothing but to be resumed."));
      }
      // What may be refused comes first: the platform's own record for names, the tenant's object for the rest.
      if (body.domains !== undefined) {
        const moved = await services.execute(changeRecord, { id, domains: body.domains }, onPlatform);
        if (!moved.ok) return moved;
      }
      const inTenant = { tenantId: id, unguarded: true } as const;
      const rename = async () =>
        body.name === undefined ? ok(null) : services.execute(changeSettings, { name: body.name }, inTenant);
      const move = async () =>
        body.status === undefined
          ? ok(null)
          : services.execute(setTenantStatus, { status: body.status }, inTenant);
      for (const step of body.status === "active" ? [move, rename] : [rename, move]) {
        const done = await step();
        if (!done.ok) return done;
      }
      // The record follows what the tenant's object has taken on.
      const followed = { id, status: body.status, renamed: body.name !== undefined };
      const record = await services.execute(changeRecord, followed, { ...onPlatform, unguarded: true });
      if (!record.ok) return record;
      await Promise.all([services.project("platform"), services.project(id)]);
      await services.forgetTenant({
        ...record.value,
        domains: [...before.value.domains, ...record.value.domains],
      });
      return shown(services, record.value);
    },
  }),
];

async function shown(services: Services, record: TenantRecord & { readonly version: number }) {
  // A name that was reserved, but whose tenant never came to be, is nothing to show.
  if (record.status === "provisioning") return refused(refusal("not-found", "There is no such tenant."));
  const own = await services.ask(settingsOfTenant, {}, { tenantId: record.id });
  return own.ok
    ? ok({ status: 200 as const, body: toTenantResponse(record, own.value, services.moduleNames) })
    : own;
}

/** A name below the platform's own domain leads by its slug, so as a domain it would never be asked. */
function unreachableDomains(domains: readonly string[] | undefined, platformDomain: string) {
  const errors = (domains ?? []).flatMap((domain, index): readonly PointedError[] =>
    domain === platformDomain || domain.endsWith(`.${platformDomain}`)
      ? [
          {
            pointer: `/domains/${index}`,
            code: "platform-domain",
            detail: `${domain} is the platform's own.`,
          },
        ]
      : [],
  );
  return errors.length === 0 ? null : refusal("validation-failed", "A domain is the platform's own.", errors);
}
