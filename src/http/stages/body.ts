import { ok } from "../../kernel/values/result.ts";
import { type RequestBody, readBody } from "../request/input.ts";
import type { Matched, Stage } from "./stage.ts";

/** The body, not parsed by the route's schema yet. */
export interface WithBody {
  readonly body: RequestBody;
}

/** Checks the body's media type, size and syntax. */
export const body: Stage<Matched, WithBody> = {
  name: "body",
  refuses: [415, 413, 400],
  async run({ scope, route }) {
    const read = await readBody(scope.request, route);
    return read.ok ? ok({ body: read.value }) : read;
  },
};
