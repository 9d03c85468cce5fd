import * as z from "zod";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { createZone, deleteZone, updateZone } from "./commands.ts";
import { listZones, readTaxZone } from "./queries.ts";
import { taxZoneInput, taxZonePatch } from "./schema.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/admin/tax-zones";
const tag = "Tax zones";
const returns = "The tax zone";

export const routes = [
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listTaxZones",
    summary: "List tax zones",
    description:
      "Lists tax zones with their rates, oldest first. Each country of the settings' `taxRates` is a zone too.",
    operation: listZones,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of tax zones",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag,
    operationId: "createTaxZone",
    summary: "Create a tax zone",
    description:
      "Creates a tax zone. Where several have the destination, the most specific wins: the longest postal prefix, then a province, then a country; of equal ones, the oldest that was created or changed here.",
    operation: createZone,
    body: taxZoneInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals: ["too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag,
    operationId: "getTaxZone",
    summary: "Get a tax zone",
    description: "Returns a tax zone with its rates.",
    operation: readTaxZone,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag,
    operationId: "updateTaxZone",
    summary: "Update a tax zone",
    description:
      "Fields that are left out stay. `countries` and `rates` replace all of them. A zone of the settings' `taxRates` no longer follows them.",
    operation: updateZone,
    params,
    body: taxZonePatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals: ["too-large"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag,
    operationId: "deleteTaxZone",
    summary: "Delete a tax zone",
    description:
      "Deletes a tax zone. One of the settings' `taxRates` is removed there too. Orders keep the taxes they were placed with.",
    operation: deleteZone,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
];
