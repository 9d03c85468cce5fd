import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { uncountedPageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { deadLetterStatus, settleAllInput, settleInput } from "../schema.ts";
import {
  listDeadLetters,
  readLetter,
  replayOpenLetters,
  settleByDiscard,
  settleByReplay,
} from "./workflows.ts";

const path = "/v1/ops/dead-letters";
const params = z.object({ id: opaqueId });

const settlements = [
  {
    verb: "replay",
    operation: settleByReplay,
    summary: "Replay a dead letter",
    description: "Lets the subscription process the event again, from the current state of what it is about.",
  },
  {
    verb: "discard",
    operation: settleByDiscard,
    summary: "Discard a dead letter",
    description: "Gives up on the event. It stays in the log.",
  },
] as const;

export const deadLetterRoutes = [
  defineRoute({
    method: "get",
    path,
    tag: "Dead letters",
    operationId: "listDeadLetters",
    summary: "List dead letters",
    description:
      "Lists events that a subscription could not process, newest first. With the platform token and no tenant, lists those of all tenants.",
    tenancy: "optional",
    operation: listDeadLetters,
    query: z.strictObject({
      ...uncountedPageQuery,
      status: deadLetterStatus.optional(),
      subscription: z.string().min(1).max(200).optional(),
    }),
    input: ({ query: { status = null, subscription = null }, page }) => ({ ...page, status, subscription }),
    returns: "A page of dead letters",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/replay`,
    tag: "Dead letters",
    operationId: "replayDeadLetters",
    summary: "Replay open dead letters",
    description: "Replays up to 100 open dead letters, newest first. Repeat while `remaining` is above 0.",
    operation: replayOpenLetters,
    body: settleAllInput,
    input: ({ body }) => body,
    returns: "How many were replayed, failed again and remain",
    refusals: ["idempotency-in-progress"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag: "Dead letters",
    operationId: "getDeadLetter",
    summary: "Get a dead letter",
    description: "Returns a dead letter, with its event while the log has it.",
    operation: readLetter,
    params,
    input: ({ params }) => params,
    returns: "The dead letter",
  }),
  ...settlements.map(({ verb, operation, summary, description }) =>
    defineRoute({
      method: "post",
      path: `${path}/{id}/${verb}`,
      tag: "Dead letters",
      operationId: `${verb}DeadLetter`,
      summary,
      description,
      operation,
      params,
      body: settleInput,
      input: ({ params, body }) => ({ ...params, ...body }),
      returns: "The dead letter",
      refusals: ["invalid-transition", "replay-failed", "idempotency-in-progress"],
    }),
  ),
];
