import { problemShape } from "../http/documented.ts";
import type { Heard } from "./connection.ts";

/** What no bytes may make a server do: answer something other than HTTP, fail, or refuse without a problem. */
export function flawsOf({ replies, rest }: Heard): readonly string[] {
  const flaws = rest === "" ? [] : [`sends what is no response: ${rest.slice(0, 200)}`];
  for (const { status, headers, body } of replies) {
    if (status >= 500) flaws.push(`answers ${status}: ${body.slice(0, 200)}`);
    else if (status >= 400) {
      const isProblem = headers.get("Content-Type") === "application/problem+json";
      const problem = isProblem ? problemShape.safeParse(JSON.parse(body)) : null;
      if (problem?.data?.status !== status)
        flaws.push(`answers ${status} without its problem: ${body.slice(0, 200)}`);
    }
  }
  return flaws;
}
