import * as z from "zod";
import { enteredPassword } from "../passwords/schema.ts";

/** A code as it is sent: of the authenticator app, or a recovery code. */
export const otpText = z
  .string()
  .trim()
  .min(6)
  .max(40)
  .describe("The six digits that the authenticator app shows, or a recovery code.");

/** What the edge found out about a code. The tenant's object decides whether it counts. */
export const enteredCode = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("totp"),
    /** The time step that the digits belong to. Null if they are wrong. */
    step: z.int().nullable(),
    /** The secret, sealed again with the current signing secret. Null if it was. */
    resealed: z.string().nullable(),
  }),
  z.object({ kind: z.literal("recovery"), hash: z.string() }),
]);
export type EnteredCode = z.infer<typeof enteredCode>;

export const passwordInput = z.strictObject({ password: enteredPassword });
export const codeInput = z.strictObject({ code: otpText });

/** The password or a code: either shows that it is the account's owner who asks. */
export const proofInput = z
  .object({ password: enteredPassword, otp: otpText })
  .partial()
  .strict()
  .refine(({ password, otp }) => (password === undefined) !== (otp === undefined), {
    message: "send either the password or a code",
    path: ["password"],
  });

/** What a new second factor answers, this once. */
export const twoFactorEnrolment = z.object({
  secret: z.string().describe("The secret in Base32, for an app that can't scan."),
  uri: z.string().describe("An `otpauth://` URI. Show it as a QR code."),
});

export const recoveryCodes = z.object({
  recoveryCodes: z
    .array(z.string())
    .describe("Each replaces a code of the app once. They are shown this once."),
});
