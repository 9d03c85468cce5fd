import { oneOf } from "../../driver/random.ts";
import { withHeader } from "../../driver/request.ts";
import type { Generator } from "../attack.ts";

const upTo = (path: string) => path.slice(0, path.lastIndexOf("/"));
const last = (path: string) => path.slice(path.lastIndexOf("/") + 1);

/** The same path for whoever normalises differently. */
const variants: Readonly<Record<string, (path: string) => string>> = {
  "a slash behind it": (path) => `${path}/`,
  "two slashes": (path) => path.replace("/v1/", "/v1//"),
  "two slashes before it": (path) => `/${path}`,
  "a dot": (path) => path.replace("/v1/", "/v1/./"),
  "an encoded dot": (path) => path.replace("/v1/", "/v1/%2e/"),
  "two dots": (path) => path.replace("/v1/", "/v1/store/../"),
  "two encoded dots": (path) => path.replace("/v1/", "/v1/store/%2e%2e/"),
  "two encoded dots and slash": (path) => path.replace("/v1/", "/v1/store/%2e%2e%2f"),
  "dots encoded twice": (path) => path.replace("/v1/", "/v1/store/%252e%252e/"),
  "dots and a semicolon": (path) => path.replace("/v1/", "/v1/store/..;/"),
  "an encoded slash": (path) => `${upTo(path)}%2f${last(path)}`,
  "a slash encoded twice": (path) => `${upTo(path)}%252f${last(path)}`,
  "a backslash": (path) => `${upTo(path)}%5c${last(path)}`,
  "a parameter": (path) => `${path};x=1`,
  "a parameter in the middle": (path) => path.replace("/v1/", "/v1;x=1/"),
  "capital letters": (path) => path.toUpperCase(),
  "encoded letters": (path) => path.replace("v1", "%761"),
  "a name encoded twice": (path) => path.replace("v1", "%25761"),
  "the last name in small letters": (path) => `${upTo(path)}/${last(path).toLowerCase()}`,
  "the last name in capital letters": (path) => `${upTo(path)}/${last(path).toUpperCase()}`,
  "a NUL": (path) => `${path}%00`,
  "a line break": (path) => `${path}%0d%0aX-Xatk:%201`,
  "an ending": (path) => `${path}.json`,
  "a space": (path) => `${path}%20`,
  "a full-width letter": (path) => path.replace("v1", "%EF%BD%961"),
  "a fragment": (path) => `${path}%23x`,
  "a question mark": (path) => `${path}%3Fx=1`,
  "no UTF-8": (path) => `${path}%ff`,
  "an overlong slash": (path) => `${upTo(path)}%c0%af${last(path)}`,
  "a tilde": (path) => `${path}~`,
  "a whole address": (path) => `http://evil.example${path}`,
  "an address of this host": (path) => `http://localhost${path}`,
  "a script": (path) => `${upTo(path)}/%3Csvg%20onload=alert(1)%3E`,
  "the prototype": (path) => `${upTo(path)}/__proto__`,
  "a very long name": (path) => `${upTo(path)}/${"a".repeat(3_000)}`,
  "another version": (path) => path.replace("/v1/", "/v2/"),
  "a wildcard": (path) => `${upTo(path)}/*`,
  "an id of another kind": (path) => `${upTo(path)}/ten_01J00000000000000000000000`,
  "an empty name": (path) => `${upTo(path)}/%20`,
};

/** Paths that two readers could understand in two ways: also without a credential, which then must not help. */
export const paths: Generator = {
  kind: "paths in another form",
  weight: 6,
  make({ base, operation }, random) {
    const what = oneOf(Object.keys(variants), random);
    const [path = "", ...query] = base.path.split("?");
    const changed = [variants[what]?.(path) ?? path, ...query].join("?");
    const known = { ...base, path: changed };
    if (operation.route.access === "public" || random() < 0.5) return { kind: this.kind, what, shot: known };
    return {
      kind: this.kind,
      what: `${what}, without a credential`,
      shot: withHeader(withHeader(known, "Authorization", undefined), "X-Order-Token", undefined),
      judge: ({ status, headers }) =>
        status < 300 && headers.get("Content-Type")?.includes("json") === true
          ? [`${status} without a credential`]
          : [],
    };
  },
};
