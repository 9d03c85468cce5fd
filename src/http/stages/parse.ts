import { ok } from "../../kernel/values/result.ts";
import { type Input, parseInput } from "../request/input.ts";
import type { WithBody } from "./body.ts";
import type { Matched, Stage } from "./stage.ts";
import type { Located } from "./tenant.ts";

/** The request's parts, parsed by the route's schemas. */
export interface Parsed {
  readonly input: Input;
}

/** Parses path parameters, query and body. */
export const parse: Stage<Matched & Located & WithBody, Parsed> = {
  name: "parse",
  refuses: [404, 400],
  async run({ scope, route, body, logOwner }) {
    const input = await parseInput(scope, route, scope.target.params, body, logOwner);
    return input.ok ? ok({ input: input.value }) : input;
  },
};
