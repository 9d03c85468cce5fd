import DataLoader from "dataloader";
import { checkValue } from "../../http/request/body.ts";
import { type Input, noFields, parseParts } from "../../http/request/input.ts";
import { targetOf } from "../../http/request/target.ts";
import { refusal } from "../../kernel/api/problem.ts";
import type { Reply } from "../../kernel/api/replies.ts";
import type { Route } from "../../kernel/api/route.ts";
import { parseSent } from "../../kernel/api/validation.ts";
import { firstPage, type PageRequest } from "../../kernel/read/page.ts";
import { canonicalJson } from "../../kernel/values/digest.ts";
import { canonicalLocale } from "../../kernel/values/locale.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import type { SentArguments } from "../fields/arguments.ts";
import type { StreamPosition } from "../subscriptions/position.ts";
import type { Called, CallOptions, Host } from "./host.ts";
import { valueOrThrow } from "./refused-field.ts";

/** What the resolvers of one request share. */
export interface FieldContext {
  readonly host: Host;
  /** Reads a route's answer. The same read in one request runs once. Throws a refusal. */
  readonly read: (route: Route, input: Input, options: CallOptions) => Promise<Reply>;
  /** The same for one thing: null if there is none, or it is not for sale. A former name leads to the thing. */
  readonly readThing: (
    route: Route,
    sent: SentArguments,
    atLeast?: StreamPosition | null,
  ) => Promise<unknown>;
  /** Things by their ids, all that are asked for together in one read. */
  readonly readById: (route: Route, parameters: Parameters, id: string) => Promise<unknown>;
  /** Reads everything again from now on. */
  readonly forget: () => void;
  /** Where a subscription begins. Null at the end of the log. */
  readonly begin: StreamPosition | null;
  /** How far a subscription has come. */
  position: StreamPosition | null;
}

/** Parameters that fields inherit from the field above all of them. */
export type Parameters = Readonly<Record<string, unknown>>;

/** The parts of a REST request that a field's arguments stand for. */
export function inputOf(
  host: Host,
  route: Route,
  { params, query, body }: Pick<SentArguments, "params" | "query" | "body">,
  page: PageRequest = firstPage,
): Result<Input> {
  const target = targetOf(route, params, route.path);
  if (target.params === null) return refused(refusal("not-found", "There is nothing here."));
  const content = route.body === undefined ? undefined : body;
  const storable = checkValue({ query, content: content ?? null });
  if (!storable.ok) return storable;
  const sentQuery = parseSent(route.query ?? noFields, query, "/query");
  const parts = parseParts(
    route,
    { params: target.params, query: sentQuery, body: { content, sameness: content ?? null } },
    host.tenantId,
  );
  if (!parts.ok) return parts;
  const asked = typeof query.locale === "string" ? canonicalLocale(query.locale) : null;
  const requestedLocales = asked === null ? host.requestedLocales : [asked];
  return ok({ ...parts.value, page, requestedLocales, charset: null, contentType: "" });
}

/** Opens what the resolvers of one request share. */
export function createFieldContext(host: Host, begin: StreamPosition | null = null): FieldContext {
  const known = new Map<string, Promise<Called>>();
  const loaders = new Map<string, DataLoader<string, unknown>>();

  const once = (route: Route, input: Input, options: CallOptions): Promise<Called> => {
    const { params, query, body, page, requestedLocales } = input;
    const key = canonicalJson([
      route.operationId,
      params,
      query,
      body,
      page,
      requestedLocales,
      options.token,
    ]);
    const running = known.get(key) ?? host.call(route, input, options);
    known.set(key, running);
    return running;
  };

  const read: FieldContext["read"] = async (route, input, options) =>
    valueOrThrow((await once(route, input, options)).result);

  const readThing: FieldContext["readThing"] = async (route, sent, atLeast = null) => {
    const input = inputOf(host, route, sent);
    const { result } = await once(route, valueOrThrow(input), { ...sent, atLeast });
    if (!result.ok && result.refusal.code === "not-found") return null;
    const { status, body, location } = valueOrThrow(result);
    if (status !== 308) return body;
    return readThing(route, { ...sent, params: paramsIn(route, location ?? "") }, atLeast);
  };

  const readById: FieldContext["readById"] = (route, parameters, id) => {
    const key = canonicalJson([route.operationId, parameters]);
    const loader =
      loaders.get(key) ?? new DataLoader((ids) => readMany(route, parameters, ids), { maxBatchSize: 100 });
    loaders.set(key, loader);
    return loader.load(id);
  };

  const readMany = async (route: Route, parameters: Parameters, ids: readonly string[]) => {
    const sent = { params: {}, query: { ...parameters, ids }, body: undefined };
    const byId = new Map<string, unknown>();
    // A page may end early, because of its size.
    for (let after: PageRequest["after"] = null, more = true; more; more = after !== null) {
      const input = inputOf(host, route, sent, { limit: 100, after, count: false });
      const { page } = await read(route, valueOrThrow(input), withoutOptions);
      for (const item of page?.items ?? []) byId.set(String(Object(item).id), item);
      after = page?.next ?? null;
    }
    return ids.map((id) => byId.get(id) ?? null);
  };

  const forget = () => {
    known.clear();
    loaders.clear();
  };

  return { host, read, readThing, readById, forget, begin, position: null };
}

/** What nothing is said about. */
export const withoutOptions: CallOptions = {
  idempotencyKey: undefined,
  ifMatch: undefined,
  token: undefined,
};

/** The path parameters of a location. */
/** The parameters of a route in a path: that of a thing under its current name. */
export function paramsIn({ path }: Route, location: string): Readonly<Record<string, string>> {
  const values = location.split("/");
  const entries = path
    .split("/")
    .flatMap((part, index) =>
      part.startsWith("{") ? [[part.slice(1, -1), decodeURIComponent(values[index] ?? "")]] : [],
    );
  return Object.fromEntries(entries);
}
