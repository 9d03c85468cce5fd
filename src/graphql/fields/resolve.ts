import type { GraphQLFieldResolver, GraphQLResolveInfo } from "graphql";
import { sealToken } from "../../http/request/consistency-token.ts";
import type { Reply } from "../../kernel/api/replies.ts";
import type { Route } from "../../kernel/api/route.ts";
import { ok } from "../../kernel/values/result.ts";
import { type FieldContext, inputOf, paramsIn } from "../execution/field-context.ts";
import { valueOrThrow } from "../execution/refused-field.ts";
import { fieldsOf } from "../schema/shapes.ts";
import type { RouteArguments, SentArguments } from "./arguments.ts";
import { selects } from "./connection/selected.ts";
import { readWindow, type Window } from "./connection/window.ts";
import { inherited, passDown } from "./inherited.ts";

export type Resolve = GraphQLFieldResolver<unknown, FieldContext, Record<string, unknown>>;

/** Parts of a request that a field's parent gives. */
export type Given = (parent: unknown) => Pick<SentArguments, "params" | "query">;

const nothingGiven: Given = () => ({ params: {}, query: {} });

/** Reads one thing, or a list that comes whole. */
export function resolveThing(route: Route, { read }: RouteArguments, given: Given = nothingGiven): Resolve {
  return async (parent, args, context, info) => {
    const sent = merged(route, read(args), given(parent), context, info);
    const body = await context.readThing(route, sent);
    return isWholeList(route) && body !== null ? Object(body).items : body;
  };
}

/** Whether an answer has nothing but items. */
export function isWholeList({ replies }: Route): boolean {
  return Object.keys(fieldsOf(replies[200]?.schema ?? replies[201]?.schema)).join() === "items";
}

/** Reads a part of a list. */
export function resolveConnection(
  route: Route,
  { read }: RouteArguments,
  given: Given = nothingGiven,
): Resolve {
  return async (parent, args, context, info) => {
    const sent = merged(route, read(args), given(parent), context, info);
    const beside = facetsIn(route, info);
    const input = valueOrThrow(
      inputOf(context.host, route, { ...sent, query: { ...sent.query, ...beside } }),
    );
    const count = selects(info, "totalCount");
    const window = await readWindow(
      {
        signer: context.host.signer,
        list: input.list,
        readPage: async (limit, after) => {
          const asked = { ...input, page: { limit, after, count } };
          const { page } = await readFollowing(context, route, asked, sent);
          if (page === undefined) throw new Error(`${route.operationId} answered no page`);
          return ok(page);
        },
      },
      sent.window,
    );
    return shown(valueOrThrow(window));
  };
}

/** A former name leads to the list under the current one. */
async function readFollowing(
  context: FieldContext,
  route: Route,
  input: Parameters<FieldContext["read"]>[1],
  sent: SentArguments,
): Promise<Reply> {
  const reply = await context.read(route, input, sent);
  if (reply.status !== 308) return reply;
  return readFollowing(context, route, { ...input, params: paramsIn(route, reply.location ?? "") }, sent);
}

function facetsIn({ query }: Route, info: GraphQLResolveInfo): Readonly<Record<string, string>> {
  const takesFacets = "facets" in fieldsOf(query);
  return takesFacets && selects(info, "facets") ? { facets: "true" } : {};
}

function shown({ items, hasNextPage, hasPreviousPage, page, cursorOf }: Window) {
  const { items: _, next: _next, ...beside } = page;
  const cursorAt = (index: number) => () => (items.length === 0 ? null : cursorOf(index));
  return {
    ...beside,
    nodes: items,
    edges: items.map((node, index) => ({ node, cursor: () => cursorOf(index) })),
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: cursorAt(0),
      endCursor: cursorAt(items.length - 1),
    },
  };
}

/** What a field was sent, with what its parent gives and what the root field passes down, as far as the route takes it. */
function merged(
  route: Route,
  sent: SentArguments,
  { params, query }: ReturnType<Given>,
  context: FieldContext,
  info: GraphQLResolveInfo,
): SentArguments {
  const taken = fieldsOf(route.query);
  const passed = Object.entries(inherited(context, info)).filter(([name]) => name in taken);
  const all = { ...Object.fromEntries(passed), ...sent.query, ...query };
  if (info.path.prev === undefined) passDown(context, info, all);
  return { ...sent, params: { ...sent.params, ...params }, query: all };
}

/** Runs a mutation. `thing` is the field of its payload that has what it answers. */
export function resolveMutation(route: Route, { read }: RouteArguments, thing: string | null): Resolve {
  return async (_, args, context) => {
    const sent = read(args);
    const { host } = context;
    const { result, effects } = await host.call(route, valueOrThrow(inputOf(host, route, sent)), sent);
    const reply = valueOrThrow(result);
    const consistencyToken = effects.token === null ? null : await sealToken(host.signer, effects.token);
    return { ...(thing === null ? {} : { [thing]: contentOf(route, reply) }), consistencyToken };
  };
}

function contentOf(route: Route, { body, page }: Reply): unknown {
  if (page !== undefined) return page.items;
  return isWholeList(route) ? Object(body).items : body;
}
