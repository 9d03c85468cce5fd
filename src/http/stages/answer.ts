import { respond } from "../response/reply.ts";
import type { Invoked } from "./invoke.ts";
import type { Matched, Stage } from "./stage.ts";
import type { Located } from "./tenant.ts";

/** Turns the operation's answer into a response. */
export const answer: Stage<Matched & Located & Invoked> = {
  name: "answer",
  refuses: [],
  run: ({ scope, route, reply, effects, logOwner }) => respond(scope, route, reply, effects, logOwner),
};
