import { oneOf, type Random } from "../../driver/random.ts";
import {
  alsoHeader,
  type Header,
  type Heard,
  headerOf,
  type Shot,
  withHeader,
} from "../../driver/request.ts";
import type { Target } from "../../town/target.ts";
import type { Attack, Generator } from "../attack.ts";

const hostOf = (slug: string) => `${slug}.localhost`;
const isGood = ({ status }: Heard) => status >= 200 && status < 300;

/** Names of headers by which some proxy or framework would be told of another host, address, path or method. */
const beliefs = (theirs: string): readonly Header[] => [
  ["X-Forwarded-Host", hostOf(theirs)],
  ["X-Host", hostOf(theirs)],
  ["Forwarded", `for=127.0.0.1;host=${hostOf(theirs)};proto=https`],
  ["X-Forwarded-Proto", "javascript"],
  ["X-Forwarded-For", "127.0.0.1, ::1"],
  ["X-Forwarded-Prefix", "/<xatk>"],
  ["X-Original-URL", "/v1/platform/tenants"],
  ["X-Rewrite-URL", "/v1/platform/tenants"],
  ["CF-Connecting-IP", "' OR 1=1--"],
  ["CF-Worker", "evil.example"],
  ["True-Client-IP", "::1"],
  ["MF-Original-URL", `http://${hostOf(theirs)}/v1/admin/settings`],
  ["MF-CF-Blob", "{"],
  ["X-Original-Host", hostOf(theirs)],
  ["Via", "1.1 <xatk>"],
  ["traceparent", `00-${"0".repeat(32)}-${"0".repeat(16)}-01`],
  ["tracestate", "x".repeat(5_000)],
  ["X-Request-Id", "<xatk>"],
  ["Cookie", "session=admin; __proto__=1"],
  ["Referer", "javascript:alert(1)"],
  ["User-Agent", "{{1337*7331}}<xatk>() { :; }; sleep 9"],
  ["Accept-Language", `${"de;q=0.1,".repeat(900)}*`],
  ["Accept-Language", "../../etc;q=2, __proto__, x-default-"],
  ["Accept", "text/html"],
  ["Accept", `${"a/b;q=0.1,".repeat(900)}*/*`],
  ["Accept-Encoding", "br;q=x, gzip;q=0, *;q=0"],
  ["Range", "bytes=0-1,3-,-5"],
  ["If-Modified-Since", "x"],
  ["If-None-Match", `W/"a", *, "${"x".repeat(3_000)}`],
  ["Prefer", 'respond-async, wait=99999, return=minimal; a="b'],
  ["Expect", "100-continue"],
  ["TE", "trailers, chunked"],
  ["Upgrade", "h2c"],
  ["Max-Forwards", "0"],
  ["Connection", "close, Authorization, X-Tenant"],
  ["Origin", "https://evil.example"],
  ["Origin", "null"],
  ["Access-Control-Request-Method", "DELETE"],
  ["Sec-Fetch-Site", "cross-site"],
];

const overrides = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

type Make = (target: Target, random: Random) => Omit<Attack, "kind"> | null;

const named: Make = ({ base, town }, random) => {
  const header = oneOf(beliefs(town.theirs.slug), random);
  return {
    what: `${header[0]}: ${header[1].slice(0, 60)}`,
    shot: alsoHeader(base, header),
    judge: ({ headers }) => opensTo(headers, header[0] === "Origin" ? header[1] : null),
  };
};

/** A stranger's page must not be let read what a browser has a right to. */
function opensTo(headers: Headers, origin: string | null): readonly string[] {
  const allowed = headers.get("Access-Control-Allow-Origin");
  const withCredentials = headers.get("Access-Control-Allow-Credentials") === "true";
  return origin !== null && allowed === origin && withCredentials
    ? [`lets ${origin} read with credentials`]
    : [];
}

/** Names the other tenant beside a credential or a host of this one. */
const otherTenant: Make = ({ base, town, operation, tenant }, random) => {
  if (operation.route.tenancy === "none") return null;
  // The platform's own token opens any tenant.
  const isBound = /^Bearer (?:sk_|ey)/.test(headerOf(base, "Authorization") ?? "");
  if (!isBound) return null;
  const { theirs } = town;
  const forms: readonly (readonly [string, Shot])[] = [
    ["X-Tenant of another tenant", withHeader(base, "X-Tenant", theirs.slug)],
    ["X-Tenant by id", withHeader(base, "X-Tenant", theirs.id)],
    ["X-Tenant in capital letters", withHeader(base, "X-Tenant", theirs.slug.toUpperCase())],
    ["host of another tenant", withHeader(base, "Host", hostOf(theirs.slug))],
    ["host of another tenant with a dot", withHeader(base, "Host", `${hostOf(theirs.slug)}.`)],
    [
      "host of another tenant in capital letters",
      withHeader(base, "Host", hostOf(theirs.slug).toUpperCase()),
    ],
    ["X-Tenant twice", alsoHeader(withHeader(base, "X-Tenant", tenant.slug), ["X-Tenant", theirs.slug])],
  ];
  const [what, shot] = oneOf(forms, random);
  return {
    what,
    shot,
    judge: (heard) => (isGood(heard) ? [`${heard.status} for another tenant's name`] : []),
  };
};

/** Two credentials: one of them counts, or none. */
const twoCredentials: Make = ({ base }) => {
  if (headerOf(base, "Authorization") === undefined) return null;
  return { what: "Authorization twice", shot: alsoHeader(base, ["Authorization", "Bearer nonsense"]) };
};

/** A read that says that it deletes: afterwards, what was read is still there. */
const methodOverride: Make = ({ base }, random) => {
  if (base.method !== "GET") return null;
  const shot = alsoHeader(base, [oneOf(overrides, random), oneOf(["DELETE", "PUT", "POST"], random)]);
  return {
    what: `${shot.headers.at(-1)?.join(": ")}`,
    shot,
    async judge(heard, fire) {
      if (!isGood(heard)) return [];
      const again = await fire(base);
      return isGood(again) ? [] : [`${again.status} afterwards, so the read was none`];
    },
  };
};

/** Headers that some reader would believe instead of the request itself. */
export const headers: Generator = {
  kind: "smuggled headers",
  weight: 8,
  make(target, random) {
    const made = oneOf(
      [named, named, named, otherTenant, otherTenant, twoCredentials, methodOverride],
      random,
    )(target, random);
    return made === null ? null : { kind: this.kind, ...made };
  },
};
