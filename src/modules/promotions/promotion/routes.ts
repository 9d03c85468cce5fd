import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { createPromotion, deletePromotion, updatePromotion } from "./commands.ts";
import { listPromotions, readOnePromotion } from "./queries.ts";
import { promotionInput, promotionPatch, promotionStatus } from "./schema.ts";

const params = z.object({ id: opaqueId });
export const promotionsPath = "/v1/admin/promotions";
const tag = "Promotions";
const returns = "The promotion";

export const promotionRoutes = [
  defineRoute({
    method: "get",
    path: promotionsPath,
    tag,
    operationId: "listPromotions",
    summary: "List promotions",
    description: "Lists promotions, newest first, with how often each was used.",
    operation: listPromotions,
    query: z
      .object({
        ...pageQuery,
        status: promotionStatus.optional().describe("Only promotions with this status."),
      })
      .strict(),
    input: ({ page, query: { status = null } }) => ({ ...page, status }),
    returns: "A page of promotions",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: promotionsPath,
    tag,
    operationId: "createPromotion",
    summary: "Create a promotion",
    description:
      "Takes something off what shoppers buy: for everybody, or for those who enter one of its codes. It is a draft unless `status` is `active`. The guide on money has the order in which promotions apply, and an example of each kind.",
    operation: createPromotion,
    body: promotionInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${promotionsPath}/${id}`,
    refusals: ["duplicate-code", "too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${promotionsPath}/{id}`,
    tag,
    operationId: "getPromotion",
    summary: "Get a promotion",
    description: "Returns a promotion, with how often it was used and what it took off.",
    operation: readOnePromotion,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${promotionsPath}/{id}`,
    tag,
    operationId: "updatePromotion",
    summary: "Update a promotion",
    description:
      "Fields that are left out stay. `codes`, `conditions`, `action`, `limits` and `translations` are replaced as a whole. Orders keep what they were placed with.",
    operation: updatePromotion,
    params,
    body: promotionPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals: ["duplicate-code", "too-large"],
  }),
  defineRoute({
    method: "delete",
    path: `${promotionsPath}/{id}`,
    tag,
    operationId: "deletePromotion",
    summary: "Delete a promotion",
    description:
      "Nobody can use it any more, and its codes are free. Orders keep what they were placed with.",
    operation: deletePromotion,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
];
