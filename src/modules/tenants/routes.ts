import { z } from "zod";
import { listed, shown } from "../../kernel/api/reply.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { listSchema, pageOf, pageQuery } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { ok } from "../../kernel/values/result.ts";
import { changeSettings, disableModule, enableModule } from "./commands.ts";
import { readModules, readTenantSettings } from "./queries.ts";
import { moduleResponse, settingsPatch, settingsResponse, storeShape } from "./schema.ts";

const params = z.object({ slug: opaqueId });

export const tenantRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/admin/settings",
    summary: "Read the tenant's settings",
    access: readTenantSettings.access,
    replies: { 200: { description: "The settings", schema: settingsResponse } },
    async handle({ services }) {
      return shown(await services.ask(readTenantSettings, {}));
    },
  }),
  defineRoute({
    method: "patch",
    path: "/v1/admin/settings",
    summary: "Change the tenant's settings",
    access: changeSettings.access,
    body: settingsPatch,
    replies: { 200: { description: "The settings", schema: settingsResponse } },
    refusals: ["invalid-settings"],
    async handle({ body, services }) {
      const changed = await services.execute(changeSettings, body);
      if (changed.ok) await services.tenantChanged();
      return shown(changed);
    },
  }),
  defineRoute({
    method: "get",
    path: "/v1/admin/modules",
    summary: "List the platform's modules and whether the tenant has them on",
    access: readModules.access,
    query: z.object(pageQuery).strict(),
    replies: { 200: { description: "All modules", schema: listSchema(moduleResponse) } },
    refusals: ["invalid-cursor"],
    async handle({ page, services }) {
      const modules = await services.ask(readModules, {});
      if (!modules.ok) return modules;
      const rest = modules.value.slice(Number(page.after?.[0] ?? 0));
      const from = modules.value.length - rest.length;
      const paged = pageOf(
        rest,
        page.limit,
        (last) => [from + rest.indexOf(last) + 1],
        (module) => module,
      );
      return listed(ok({ ...paged, totalCount: page.count ? modules.value.length : undefined }));
    },
  }),
  ...(["enable", "disable"] as const).map((verb) => {
    const command = verb === "enable" ? enableModule : disableModule;
    return defineRoute({
      method: "post",
      path: `/v1/admin/modules/{slug}/${verb}`,
      summary: `Turn a module ${verb === "enable" ? "on" : "off"} for the tenant`,
      access: command.access,
      params,
      replies: { 200: { description: "The module", schema: moduleResponse } },
      refusals: ["module-dependencies"],
      async handle({ params: { slug }, services }) {
        const changed = await services.execute(command, { slug });
        if (!changed.ok) return changed;
        await services.tenantChanged();
        const modules = await services.ask(readModules, {});
        if (!modules.ok) return modules;
        return ok({ status: 200, body: modules.value.find((module) => module.slug === slug) });
      },
    });
  }),
  defineRoute({
    method: "get",
    path: "/v1/store",
    summary: "What the storefront needs to know of its tenant",
    access: "public",
    replies: { 200: { description: "Name, locales and currencies", schema: storeShape } },
    async handle({ services }) {
      const tenant = await services.tenant();
      return tenant.ok ? ok({ status: 200, body: storeShape.parse(tenant.value) }) : tenant;
    },
  }),
];
