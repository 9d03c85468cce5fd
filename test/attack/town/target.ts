import type { Route } from "../../../src/kernel/api/route.ts";
import { bodyHeaders, entitled } from "../../support/http/entitled.ts";
import { exampleOf } from "../../support/http/examples.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { accountOf, type Send } from "../../support/http/sender.ts";
import { probePath } from "../driver/carriers.ts";
import type { Header, Shot } from "../driver/request.ts";
import type { Operation } from "../plan/document.ts";
import type { Owner } from "./marks.ts";
import type { Town } from "./town.ts";

/** A valid request for an operation, and the things that it is about. Attacks are made from it. */
export interface Target {
  readonly operation: Operation;
  readonly tenant: MintedTenant;
  readonly base: Shot;
  /** The JSON of its body. */
  readonly body: unknown;
  /** Whether its caller is one of the staff, who may see every customer. */
  readonly isStaff: boolean;
  readonly town: Town;
}

/** Requests that can close a tenant, or change what all others need; and one that needs the first location to be the default. */
const needsOwnTenant = (path: string) =>
  /^\/v1\/(?:platform\/tenants\/|admin\/(?:settings|modules|inventory\/transfers)\b)/.test(path);

/** Makes what a request needs. */
export async function prepare(operation: Operation, town: Town, asAccount: boolean): Promise<Target> {
  const { route } = operation;
  // An attack may end the session that it is made in.
  const send = route.path.startsWith("/v1/auth/") ? town.newSend() : town.send;
  const tenant = needsOwnTenant(route.path) ? await town.mint() : town.mine;
  if (tenant !== town.mine) town.disposable.push(tenant);
  const { path, body } = await exampleOf(send, route, tenant);
  const { key, headers = {} } =
    route.access === "public" && asAccount ? ofCustomer(tenant, route) : entitled(route, tenant);
  const token = await tokenOf(send, key);
  const own: readonly Header[] = [
    ["Host", "localhost"],
    ...(token === "" ? [] : [["Authorization", token] as const]),
    ...Object.entries({
      ...(body === undefined ? {} : { "Content-Type": mediaTypeOf(operation) }),
      ...headers,
    }),
  ];
  return {
    operation,
    tenant,
    base: { method: operation.method, path, headers: own, body: textOf(body) },
    body,
    isStaff: token !== "" && key !== accountOf(tenant),
    town,
  };
}

const ofCustomer = (tenant: MintedTenant, route: Route) => ({
  key: accountOf(tenant),
  headers: bodyHeaders(route),
});

function mediaTypeOf({ takesFile }: Operation): string {
  return takesFile ? "text/csv" : "application/json";
}

function textOf(body: unknown): string | null {
  if (body === undefined) return null;
  return typeof body === "string" ? body : JSON.stringify(body);
}

/** Whose marks the target's caller must not see. Operators of the platform see all tenants. */
export function hiddenFrom({ isStaff, operation }: Target): readonly Owner[] {
  if (operation.route.tenancy === "none") return [];
  return isStaff ? ["tenant"] : ["tenant", "customer"];
}

async function tokenOf(send: Send, key: string | undefined): Promise<string> {
  return key === undefined ? "" : (await send("get", probePath, { key })).text;
}
