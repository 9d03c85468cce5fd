import * as z from "zod";
import { customerResponse } from "../../customers/index.ts";
import { userResponse } from "../users/schema.ts";

const staff = userResponse.extend({ kind: z.literal("staff") });
const customer = customerResponse.extend({ kind: z.literal("customer") });

/** The account that signed in, as it sees itself. */
export const accountResponse = z.discriminatedUnion("kind", [staff, customer]);
export type AccountResponse = z.infer<typeof accountResponse>;
