import { expect } from "vitest";
import { z } from "zod";
import { refusalsOf } from "../../../src/http/openapi/responses/refusals.ts";
import { isBesideBody, leadsInto } from "../../../src/kernel/api/pointers.ts";
import type { Route } from "../../../src/kernel/api/route.ts";
import { registry } from "../../../src/registry.ts";
import { checkAgainst } from "../answers.ts";
import type { Answer } from "./request.ts";

export const problemShape = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().min(1),
    instance: z.string(),
    code: z.enum([...registry.problemByCode.keys()]),
    traceId: z.string().regex(/^[0-9a-f]{32}$/),
    errors: z
      .array(
        z.object({ pointer: z.string().regex(/^(\/.*)?$/), code: z.string(), detail: z.string() }).strict(),
      )
      .optional(),
  })
  .strict();

export type Problem = z.infer<typeof problemShape>;

/**
 * Fails the test if a response doesn't match the route's documented status, schema or refusals, or if a pointer doesn't lead
 * into the body that was sent.
 */
export function checkAnswer(
  routes: readonly Route[],
  method: string,
  path: string,
  answer: Answer,
  sent?: unknown,
): void {
  const route = routeOf(routes, method, path);
  const asked = `${method.toUpperCase()} ${path}`;
  // GraphQL has a document of its own, and its own form of a problem.
  if (/^\/graphql(?:\?|$)/.test(path)) checkGraphql(asked, answer);
  else if (answer.status >= 400) checkProblem(asked, route, answer, sent);
  else if (route !== undefined && answer.status !== 304) checkReply(asked, route, answer);
}

const graphqlShape = z
  .object({
    data: z.unknown().optional(),
    errors: z
      .array(
        z
          .object({
            message: z.string(),
            path: z.array(z.union([z.string(), z.int()])).optional(),
            locations: z.array(z.object({ line: z.int(), column: z.int() })).optional(),
            extensions: z.looseObject({ code: z.string(), status: z.int(), traceId: z.string() }),
          })
          .strict(),
      )
      .min(1)
      .optional(),
  })
  .strict();

function checkGraphql(asked: string, answer: Answer): void {
  checkAgainst(graphqlShape, answer.body, asked);
  if (answer.status >= 400) expect(Object(answer.body), asked).not.toHaveProperty("data");
}

function checkReply(asked: string, route: Route, answer: Answer): void {
  const reply = route.replies[answer.status as keyof Route["replies"]];
  expect(Object.keys(route.replies), `${asked} documents what it answers`).toContain(String(answer.status));
  const streamed = reply?.mediaType;
  if (streamed !== undefined && (reply?.schema === undefined || !isJson(answer)))
    expect(answer.headers.get("Content-Type"), `${asked} answers its media type`).toBe(
      `${streamed}; charset=utf-8`,
    );
  else if (reply?.schema === undefined) expect(answer.text, `${asked} documents no body`).toBe("");
  else checkAgainst(reply.schema, answer.body, asked);
}

/** The route that a request matches, if any. */
export function routeOf(routes: readonly Route[], method: string, path: string): Route | undefined {
  const pathname = path.split("?")[0] ?? path;
  const fitting = routes.filter(
    (route) => route.method === method.toLowerCase() && patternOf(route.path).test(pathname),
  );
  // A path without parameters takes precedence.
  return fitting.find((route) => route.path === pathname) ?? fitting[0];
}

function checkProblem(asked: string, route: Route | undefined, answer: Answer, sent: unknown): void {
  expect(answer.headers.get("Content-Type"), `${asked} refuses with problem+json`).toBe(
    "application/problem+json",
  );
  const problem = problemShape.parse(answer.body);
  expect(problem, `${asked} says the same in status and body`).toMatchObject({
    status: answer.status,
    type: `/problems/${problem.code}`,
  });
  expect(problem.code, `${asked} does not fail: ${answer.text}`).not.toBe("internal-error");
  if (route !== undefined)
    expect(refusalsOf(route), `${asked} documents its refusals`).toContain(problem.code);
  if (route?.pointsIntoResource === true) return;
  const body = jsonIn(sent);
  for (const { pointer } of problem.errors ?? [])
    if (!isBesideBody(pointer) && !leadsInto(body, pointer))
      expect.fail(`${asked} points to ${pointer}, which is not in ${JSON.stringify(body)?.slice(0, 500)}`);
}

/** A body as the Worker reads it. Undefined if it isn't JSON. */
function jsonIn(sent: unknown): unknown {
  if (typeof sent !== "string") return sent;
  try {
    return JSON.parse(sent);
  } catch {
    return undefined;
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`);
}

function isJson({ headers }: Answer): boolean {
  return headers.get("Content-Type") === "application/json";
}
