import { z } from "zod";
import { created, gone, listed, shown } from "../../kernel/api/reply.ts";
import { defineRoute, type Route } from "../../kernel/api/route.ts";
import { listSchema, pageQuery } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import type { groupCommands } from "./commands.ts";
import {
  adminGroup,
  categoryInput,
  categoryPatch,
  collectionInput,
  collectionPatch,
  type GroupInput,
  type GroupKind,
  type GroupPatch,
  listedAdminGroup,
  membersInput,
} from "./schema.ts";
import { listAdminGroups } from "./view/list-groups.ts";

const params = z.object({ id: opaqueId });
const inputOf: Record<GroupKind, z.ZodType<GroupInput>> = {
  collection: collectionInput,
  category: categoryInput,
};
const patchOf: Record<GroupKind, z.ZodType<GroupPatch>> = {
  collection: collectionPatch,
  category: categoryPatch,
};
const pluralOf = { collection: "collections", category: "categories" } as const;

/** What staff does with collections or categories. */
export function groupAdminRoutes(
  kind: GroupKind,
  commands: ReturnType<typeof groupCommands>,
): readonly Route[] {
  const path = `/v1/admin/${pluralOf[kind]}`;
  const reply = { 200: { description: `The ${kind}`, schema: adminGroup[kind] } };
  const placing = kind === "category" ? (["unknown-reference", "category-cycle"] as const) : [];
  return [
    defineRoute({
      method: "get",
      path,
      summary: `List ${pluralOf[kind]}`,
      access: "categories:list",
      query: z.object(pageQuery).strict(),
      replies: {
        200: { description: `A page of ${pluralOf[kind]}`, schema: listSchema(listedAdminGroup[kind]) },
      },
      refusals: ["invalid-cursor"],
      async handle({ page, services }) {
        const tenant = await services.tenant();
        if (!tenant.ok) return tenant;
        return listed(
          await services.read(listAdminGroups, {
            kind,
            locales: [tenant.value.defaultLocale, "en"],
            page,
          }),
        );
      },
    }),
    defineRoute({
      method: "post",
      path,
      summary: `Create a ${kind}`,
      access: commands.create.access,
      body: inputOf[kind],
      replies: { 201: { description: `The ${kind}`, schema: adminGroup[kind] } },
      refusals: ["duplicate-handle", "too-large", ...placing],
      async handle({ body, services }) {
        return created(await services.execute(commands.create, body), path);
      },
    }),
    defineRoute({
      method: "get",
      path: `${path}/{id}`,
      summary: `Read a ${kind} as it is now`,
      access: commands.read.access,
      params,
      replies: reply,
      async handle({ params, services }) {
        return shown(await services.ask(commands.read, params));
      },
    }),
    defineRoute({
      method: "patch",
      path: `${path}/{id}`,
      summary: `Change a ${kind}; translations merge by locale`,
      access: commands.update.access,
      params,
      body: patchOf[kind],
      replies: reply,
      refusals: ["duplicate-handle", "too-large", ...placing],
      async handle({ params: { id }, body, services }) {
        return shown(await services.execute(commands.update, { id, patch: body }));
      },
    }),
    defineRoute({
      method: "put",
      path: `${path}/{id}/products`,
      summary: `Set which products are in a ${kind}, in order`,
      access: commands.setProducts.access,
      params,
      body: membersInput,
      replies: reply,
      refusals: ["unknown-reference", "too-large"],
      async handle({ params: { id }, body, services }) {
        return shown(await services.execute(commands.setProducts, { id, ...body }));
      },
    }),
    defineRoute({
      method: "delete",
      path: `${path}/{id}`,
      summary: `Delete a ${kind}; its products stay`,
      access: commands.remove.access,
      params,
      replies: { 204: { description: "Deleted" } },
      refusals: kind === "category" ? ["category-not-empty"] : [],
      async handle({ params, services }) {
        return gone(await services.execute(commands.remove, params));
      },
    }),
  ];
}
