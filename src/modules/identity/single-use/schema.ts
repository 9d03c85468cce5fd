import * as z from "zod";

/** What a token in a mail is for. */
export const tokenPurpose = z.enum(["password-reset", "verify-email", "invitation"]);
export type TokenPurpose = z.infer<typeof tokenPurpose>;
