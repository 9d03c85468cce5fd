import * as z from "zod";

/** Parts that an origin does not have: a path, a query, a fragment, user information. Nor does it have wildcards. */
const schemeAndHost = /^https?:\/\/[^/?#\\@%*\s]+$/i;
const hostName =
  /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*|\[[0-9a-f:.]+\])$/;

/**
 * A web origin as browsers send it in `Origin`: scheme, host and port, in lower case, without a default port. Null if the
 * text is anything else.
 */
export function canonicalOrigin(text: string): string | null {
  if (!schemeAndHost.test(text) || !URL.canParse(text)) return null;
  const { origin, hostname } = new URL(text);
  return hostName.test(hostname) ? origin : null;
}

/** An origin in input, in its canonical form. */
export const originSchema = z
  .string()
  .max(300)
  .transform((text, context) => {
    const origin = canonicalOrigin(text);
    if (origin !== null) return origin;
    context.addIssue({ code: "custom", message: "must be an origin such as https://shop.example" });
    return z.NEVER;
  });
