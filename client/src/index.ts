import { type Client, type ClientOptions, createClientOf } from "./client.ts";
import { type components, keyless, type operations, type paths } from "./generated/api.ts";
import type { Refusal } from "./types.ts";

export type { ClientOptions } from "./client.ts";
export { orThrow, type Problem, ProblemError } from "./problem.ts";
export type { CommonCode, ParseAs } from "./types.ts";
export type { components, operations, paths };

/** The shapes of the API by their names: `Schemas["Product"]`. */
export type Schemas = components["schemas"];

/** Why an operation can be refused, by its id: `ProblemOf<"placeOrder">["code"]`. */
export type ProblemOf<Id extends keyof operations> = Refusal<operations[Id]>;

export type RustokClient = Client<paths>;

/** Creates a client of the platform. */
export function createClient(options: ClientOptions): RustokClient {
  return createClientOf<paths>(options, keyless);
}
