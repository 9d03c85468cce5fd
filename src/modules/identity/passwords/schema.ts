import * as z from "zod";
import { defineLimits } from "../../../kernel/limit.ts";

/** Bounds of passwords. Length is what makes one hard to guess, so nothing else is asked of it. */
export const passwordLengths = defineLimits({
  shortestPassword: {
    value: 10,
    unit: "characters",
    per: "value",
    what: "The least length of a new password",
    beyond: "400 `validation-failed`",
  },
  password: {
    value: 256,
    unit: "characters",
    per: "value",
    what: "A password",
    beyond: "400 `validation-failed`",
  },
});

const longest = passwordLengths.password.value;

/** A password that is compared with a stored one. */
export const enteredPassword = z.string().min(1).max(longest);

/** A password that will be stored. The rules refuse common ones. */
export const newPassword = z
  .string()
  .min(passwordLengths.shortestPassword.value)
  .max(longest)
  .describe(
    "At least ten characters, of any kind. Not one of the most common passwords, and not the e-mail address.",
  );
