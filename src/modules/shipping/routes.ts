import { z } from "zod";
import { created, gone, listed, shown } from "../../kernel/api/reply.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { listSchema, pageQuery } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { createOption, deleteOption, updateOption } from "./commands.ts";
import { listOptions, readShippingOption } from "./queries.ts";
import { optionInput, optionPatch, optionResponse } from "./schema.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/admin/shipping-options";
const theOption = { description: "The shipping option", schema: optionResponse };

export const routes = [
  defineRoute({
    method: "get",
    path,
    summary: "List the tenant's shipping options",
    access: listOptions.access,
    query: z.object(pageQuery).strict(),
    replies: { 200: { description: "A page of options", schema: listSchema(optionResponse) } },
    refusals: ["invalid-cursor"],
    async handle({ page, services }) {
      return listed(await services.ask(listOptions, page));
    },
  }),
  defineRoute({
    method: "post",
    path,
    summary: "Create a shipping option with a price per currency",
    access: createOption.access,
    body: optionInput,
    replies: { 201: theOption },
    refusals: ["currency-not-enabled", "invalid-prices", "too-large"],
    async handle({ body, services }) {
      return created(await services.execute(createOption, body), path);
    },
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    summary: "Read a shipping option",
    access: readShippingOption.access,
    params,
    replies: { 200: theOption },
    async handle({ params, services }) {
      return shown(await services.ask(readShippingOption, params));
    },
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    summary: "Change a shipping option; its prices are replaced",
    access: updateOption.access,
    params,
    body: optionPatch,
    replies: { 200: theOption },
    refusals: ["currency-not-enabled", "invalid-prices"],
    async handle({ params: { id }, body, services }) {
      return shown(await services.execute(updateOption, { id, patch: body }));
    },
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    summary: "Delete a shipping option; placed orders keep what they were shipped by",
    access: deleteOption.access,
    params,
    replies: { 204: { description: "Deleted" } },
    async handle({ params, services }) {
      return gone(await services.execute(deleteOption, params));
    },
  }),
];
