import { pagePolicy } from "../response/security-headers.ts";
import type { Html } from "./layout.ts";

/** Answers an HTML page that has no scripts. */
export async function htmlResponse(body: Html): Promise<Response> {
  return new Response(String(await body), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": pagePolicy,
      "Cache-Control": "public, max-age=300",
    },
  });
}
