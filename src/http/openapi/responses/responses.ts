import type { z } from "zod";
import type { ProblemCode } from "../../../kernel/api/problem.ts";
import { pageIn, type ReplySpec, redirected } from "../../../kernel/api/replies.ts";
import type { Route } from "../../../kernel/api/route.ts";
import { problemOf, type Registry } from "../../../kernel/registry.ts";
import type { Examples } from "../examples.ts";
import { type Json, ref } from "../json.ts";
import type { Schemas } from "../schemas/schemas.ts";
import { headersOfReplies, problemHeaders } from "./headers.ts";
import { pageSchema } from "./pages.ts";
import { problemSchema } from "./problems.ts";
import { refusalsOf } from "./refusals.ts";

/**
 * Every response that an operation documents, by status. Operations that answer one shape share its response, and all share
 * the response of a refusal.
 */
export function responsesOf(schemas: Schemas, route: Route, examples: Examples): Json {
  const replies = Object.entries(route.replies).map(([status, reply]) => {
    const name = responseName(schemas, route, reply);
    const own = () => response(schemas, [{ route, status, reply }], examples);
    return [status, name === null ? own() : ref("responses", name)];
  });
  const unchanged = route.conditional ? [["304", ref("responses", "NotModified")]] : [];
  return { ...Object.fromEntries([...replies, ...unchanged]), "4XX": ref("responses", "Problem") };
}

/** The codes that an operation is refused with, by status. */
export function problemsOf(registry: Registry, route: Route): Json {
  const statusOf = (code: ProblemCode) => problemOf(registry, code).status;
  return Object.fromEntries(Map.groupBy(refusalsOf(route), statusOf));
}

/** The responses that operations share, as components. */
export function sharedResponses(
  registry: Registry,
  schemas: Schemas,
  routes: readonly Route[],
  examples: Examples,
): Json {
  const answers = routes.flatMap((route) =>
    Object.entries(route.replies).map(([status, reply]) => ({ route, status, reply })),
  );
  const byName = Map.groupBy(answers, ({ route, reply }) => responseName(schemas, route, reply));
  const named = [...byName].flatMap(([name, own]) =>
    name === null ? [] : [[name, response(schemas, own, examples)] as const],
  );
  return {
    ...Object.fromEntries(named.sort(([one], [other]) => one.localeCompare(other, "en"))),
    NotModified: {
      description: "The answer that the caller has is current.",
      headers: { ETag: ref("headers", "ETag") },
    },
    Problem: {
      description: "The request was refused. `x-problems` of the operation lists the codes.",
      headers: problemHeaders,
      content: {
        "application/problem+json": { schema: problemSchema(registry, schemas), ...problemExample(examples) },
      },
    },
  };
}

/** What a route answers with a status. */
interface Answer {
  readonly route: Route;
  readonly status: string;
  readonly reply: ReplySpec;
}

/** The response of one or more operations that answer the same. */
function response(schemas: Schemas, [first, ...others]: readonly Answer[], examples: Examples): Json {
  if (first === undefined) throw new Error("a response that nobody answers");
  const answers = [first, ...others];
  const { route, reply } = first;
  const content = contentOf(schemas, route, reply, {
    json: shownIn(answers, examples, "answer"),
    text: shownIn(answers, examples, reply.schema === undefined ? "answer" : "text"),
  });
  return {
    description: isEmpty(reply) ? "Done. The response has no body." : reply.description,
    headers: headersOfReplies(answers),
    ...(Object.keys(content).length === 0 ? {} : { content }),
  };
}

function problemExample({ Problem: example }: Examples): Json {
  return example === undefined ? {} : { examples: { refused: { value: example.answer } } };
}

/** The examples of a response in one form, by the operations that answered them. */
function shownIn(answers: readonly Answer[], examples: Examples, form: "answer" | "text"): Json {
  const shown = answers.flatMap(({ route: { operationId, summary }, status }) => {
    const example = examples[operationId];
    // The example of an operation has one of its statuses.
    if (example?.[form] === undefined || String(example.status) !== status) return [];
    return [[operationId, { summary, value: example[form] }] as const];
  });
  return shown.length === 0 ? {} : { examples: Object.fromEntries(shown) };
}

function contentOf(
  schemas: Schemas,
  { operation: { output } }: Route,
  { schema, mediaType }: ReplySpec,
  examples: { readonly json: Json; readonly text: Json },
): Json {
  const json = schema && { schema: jsonOf(schemas, output, schema), ...examples.json };
  const text = { schema: { type: "string" }, ...examples.text };
  return {
    ...(json === undefined ? {} : { "application/json": json }),
    ...(mediaType === undefined ? {} : { [mediaType]: text }),
  };
}

function jsonOf(schemas: Schemas, output: z.ZodType, schema: z.ZodType): Json {
  const page = pageIn(output);
  return page === null ? schemas.schemaOf(schema) : pageSchema(schemas, page, schema);
}

/** The name of the response: that of its shape. Null if it is not only one named shape. */
function responseName(schemas: Schemas, { operation: { output } }: Route, reply: ReplySpec): string | null {
  const { schema, mediaType } = reply;
  if (mediaType !== undefined) return null;
  if (isEmpty(reply)) return "NoContent";
  if (schema === undefined) return "Redirect";
  const { $ref } = jsonOf(schemas, output, schema);
  return typeof $ref === "string" ? $ref.slice($ref.lastIndexOf("/") + 1) : null;
}

/** Whether it is neither a body nor a redirect. */
function isEmpty({ description, schema, mediaType }: ReplySpec): boolean {
  return schema === undefined && mediaType === undefined && description !== redirected;
}
