import type { Tenant } from "../../../kernel/access/tenant.ts";
import { encodedAddress } from "../../../kernel/text/link.ts";

/** A path of the storefront in the one way to write it. Null if it is none. */
export function canonicalPath(text: string): string | null {
  if (!/^\/(?![/\\])/.test(text) || /[?#\\]/.test(text)) return null;
  const segments = text.split("/").slice(1).map(canonicalSegment);
  if (segments.some((segment) => segment === null)) return null;
  while (segments.at(-1) === "") segments.pop();
  return `/${segments.join("/")}`;
}

/** Every spelling of a character is the same. Segments that browsers take out of a path lead nowhere. */
function canonicalSegment(segment: string): string | null {
  try {
    const decoded = decodeURIComponent(segment);
    return decoded === "." || decoded === ".." || !isPrintable(decoded) ? null : encodeURIComponent(decoded);
  } catch {
    return null;
  }
}

function isPrintable(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** Where a redirect leads: a path of the storefront, perhaps with query and fragment, or a URL elsewhere. Null if it is neither. */
export function canonicalTarget(text: string): string | null {
  if (text.startsWith("/")) {
    const [, path = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(text) ?? [];
    const canonical = canonicalPath(path);
    return canonical === null || !/^[\x21-\x7e]*$/.test(rest) ? null : `${canonical}${encodedAddress(rest)}`;
  }
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "")
    return null;
  return url.href;
}

/** A target as it is stored: a URL under an origin of the storefront is a path of it. */
export function onStorefront(target: string, origins: readonly string[]): string {
  const url = URL.parse(target);
  if (url === null || !origins.includes(url.origin)) return target;
  return canonicalTarget(`${url.pathname}${url.search}${url.hash}`) ?? target;
}

/** The path that a target has on the storefront itself, without query and fragment. Null if it leads elsewhere. */
export function ownPathOf(target: string): string | null {
  return target.startsWith("/") ? canonicalPath(target.replace(/[?#].*$/s, "")) : null;
}

/** The origins that lead to the storefront. Its hosts answer with http too, or redirect from there. */
export function originsOf({
  corsOrigins,
  domains,
}: Pick<Tenant, "corsOrigins" | "domains">): readonly string[] {
  return [...corsOrigins, ...domains.flatMap((host) => [`https://${host}`, `http://${host}`])];
}
