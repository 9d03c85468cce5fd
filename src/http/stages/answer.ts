import { respond } from "../response/reply.ts";
import type { Invoked } from "./invoke.ts";
import type { Parsed } from "./parse.ts";
import type { Matched, Stage } from "./stage.ts";

/** Turns the operation's answer into a response. */
export const answer: Stage<Matched & Parsed & Invoked> = {
  name: "answer",
  refuses: [],
  run: ({ scope, route, reply, effects, input }) => respond(scope, route, reply, effects, input.list),
};
