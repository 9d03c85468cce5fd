import type { z } from "zod";
import type { ProblemCode } from "../../kernel/api/problem.ts";
import type { ReplySpec } from "../../kernel/api/replies.ts";
import type { Route } from "../../kernel/api/route.ts";
import { pointedErrorShape } from "../../kernel/api/shapes.ts";
import { isPageOutput, type pageOutput } from "../../kernel/read/page.ts";
import { problemOf, type Registry } from "../../kernel/registry.ts";
import { type Json, ref } from "./json.ts";
import { refusalsOf } from "./refusals.ts";
import { headersOfProblem, headersOfReply } from "./response-headers.ts";
import type { Schemas } from "./schemas.ts";

/** Every response that an operation documents, by status. */
export function responsesOf(registry: Registry, schemas: Schemas, route: Route): Json {
  return { ...repliesOf(schemas, route), ...problemsOf(registry, route) };
}

function repliesOf(schemas: Schemas, route: Route): Json {
  const replies = Object.entries(route.replies).map(([status, reply]) => {
    const content = contentOf(schemas, route, reply);
    const headers = headersOfReply(route, Number(status));
    return [
      status,
      { description: reply.description, headers, ...(Object.keys(content).length === 0 ? {} : { content }) },
    ];
  });
  const unchanged = route.conditional ? [["304", ref("responses", "NotModified")]] : [];
  return Object.fromEntries([...replies, ...unchanged]);
}

function contentOf(schemas: Schemas, route: Route, { schema, mediaType }: ReplySpec): Json {
  const { output } = route.operation;
  const json =
    schema && (isPageOutput(output) ? pageSchema(schemas, output, schema) : schemas.schemaOf(schema));
  return {
    ...(json === undefined ? {} : { "application/json": { schema: json } }),
    ...(mediaType === undefined ? {} : { [mediaType]: { schema: { type: "string" } } }),
  };
}

/** A page of named items is a component named after them. */
function pageSchema(schemas: Schemas, { shape }: ReturnType<typeof pageOutput>, page: z.ZodType): Json {
  const name = schemas.nameOf(shape.items.unwrap().element);
  const { properties = {}, required = [], ...json } = schemas.schemaOf(page) as Partial<PageSchema>;
  if (name === undefined) return { ...json, properties, required };
  const { nextCursor: _, totalCount: __, ...own } = properties;
  const type = { ...json, properties: own, required: required.filter((key) => key !== "nextCursor") };
  return schemas.add(`${name}Page`, { allOf: [schemas.add("Page", pageBase), type] });
}

interface PageSchema {
  readonly properties: Json;
  readonly required: readonly string[];
}

const pageBase = {
  type: "object",
  description: "What every list has beside its items.",
  properties: {
    nextCursor: {
      anyOf: [{ type: "string" }, { type: "null" }],
      description: "The `cursor` of the next page. Null on the last page.",
    },
    totalCount: { type: "integer", description: "With `count=true`: how many items the list has in all." },
  },
  required: ["nextCursor"],
};

/** A reference for each status that a route is refused with. Its description lists the codes. */
function problemsOf(registry: Registry, route: Route): Json {
  const codes = refusalsOf(route);
  const statusOf = (code: ProblemCode) => problemOf(registry, code).status;
  return Object.fromEntries(
    [...new Set(codes.map(statusOf))].map((status) => [
      status,
      {
        ...ref("responses", responseName(status)),
        description: codes.filter((code) => statusOf(code) === status).join(", "),
      },
    ]),
  );
}

/** The responses that operations share, as components. */
export function sharedResponses(registry: Registry, schemas: Schemas): Json {
  const content = { "application/problem+json": { schema: problemSchema(registry, schemas) } };
  const routes = registry.modules.flatMap((module) => module.routes);
  const codes = new Set(routes.flatMap(refusalsOf));
  const statuses = [...new Set([...codes].map((code) => problemOf(registry, code).status))].sort();
  const problems = statuses.map((status) => [
    responseName(status),
    { description: reasons[status], headers: headersOfProblem(status), content },
  ]);
  const unchanged = {
    description: "The answer that the caller has is current.",
    headers: { ETag: ref("headers", "ETag") },
  };
  return Object.fromEntries([["NotModified", unchanged], ...problems]);
}

function problemSchema(registry: Registry, schemas: Schemas): Json {
  const code = schemas.add("ProblemCode", {
    type: "string",
    description: "What went wrong, as a stable word. `/problems/{code}` says what to do about it.",
    enum: [...registry.problemByCode.keys()].sort(),
  });
  const text = (description: string) => ({ type: "string", description });
  return schemas.add("Problem", {
    type: "object",
    description: "Why a request was refused, as in RFC 9457.",
    properties: {
      type: text("`/problems/{code}`: what the code means."),
      title: text("What the code means, in a few words."),
      status: { type: "integer", description: "The response's status." },
      detail: text("What went wrong with this request, in a sentence."),
      instance: text("The path of the request."),
      code,
      traceId: text("The request's trace. The log has everything under it."),
      errors: {
        type: "array",
        items: schemas.schemaOf(pointedErrorShape),
        description: "What to correct, and where.",
      },
    },
    required: ["type", "title", "status", "detail", "instance", "code", "traceId"],
  });
}

function responseName(status: number): string {
  const reason = reasons[status];
  if (reason === undefined) throw new Error(`add the reason phrase of ${status}`);
  return reason.replaceAll(/[^A-Za-z]/g, "");
}

/** The reason phrases of RFC 9110 and RFC 6585. */
const reasons: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  412: "Precondition Failed",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  503: "Service Unavailable",
};
