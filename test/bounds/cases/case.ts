import type { Route } from "../../../src/kernel/api/route.ts";

/** A request as it arrives, before anything of it is parsed. */
export interface Incoming {
  readonly route: Route;
  /** The path's parameters, as the router matched them. */
  readonly params: Readonly<Record<string, string>>;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** The size of the hostile part. */
  readonly bytes: number;
}

/** One kind of content in one place of one route's requests. */
export interface Case {
  /** `post /v1/store/carts`. */
  readonly operation: string;
  readonly place: string;
  readonly content: string;
  /** Equal for cases that cost the same, because the same code reads the same content. */
  readonly alike: string;
  /** A smaller size to try before the largest. */
  readonly first: number;
  /** The largest size that can arrive. */
  readonly limit: number;
  /** The request with at most this many hostile bytes. */
  readonly request: (bytes: number) => Incoming;
}

/** The name of a route in tables. */
export function nameOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

/** A request to the route without any hostile part. */
export function plainRequest(route: Route): Omit<Incoming, "bytes"> {
  const params = Object.fromEntries(
    [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, "x"]),
  );
  return { route, params, url: urlOf(route, params), headers: {}, body: null };
}

/** A route's URL with these parameters in its path. */
export function urlOf(route: Route, params: Readonly<Record<string, string>>): string {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
  return `http://shop.example${path}`;
}

/** Text as a request carries it. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text));
}
