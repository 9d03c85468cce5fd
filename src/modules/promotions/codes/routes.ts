import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { uncountedPageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { listCodes } from "./queries.ts";
import { codesInput } from "./schema.ts";
import { generateSingleUseCodes } from "./workflows.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/admin/promotions/{id}/codes";
const tag = "Promotions";

export const codeRoutes = [
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listPromotionCodes",
    summary: "List the codes of a promotion",
    description: "Lists the codes of a promotion in alphabetical order, with how many orders used each.",
    operation: listCodes,
    params,
    query: z.object(uncountedPageQuery).strict(),
    input: ({ params, page: { count: _, ...page } }) => ({ ...params, ...page }),
    returns: "A page of codes",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/generate`,
    tag,
    operationId: "generatePromotionCodes",
    summary: "Generate codes for a promotion",
    description:
      "Generates codes that nobody can guess. One order can use each. The promotion must have `codes`, if only an empty list.",
    operation: generateSingleUseCodes,
    params,
    body: codesInput,
    input: ({ params, body }) => ({ ...params, ...body }),
    status: 201,
    returns: "The generated codes",
    location: ({ promotionId }) => path.replace("{id}", promotionId),
    refusals: ["too-large"],
  }),
];
