import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { oneCall } from "../../../kernel/operation/budget.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { defineWorkflow } from "../../../kernel/operation/workflow.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { refreshSession, signOutSession } from "./commands.ts";
import { tokens } from "./schema.ts";
import { tokensWith } from "./tokens/issue.ts";
import { readRefreshToken, successorsOf } from "./tokens/refresh-token.ts";

export const refreshInput = z.strictObject({ refreshToken: z.string().min(1).max(512) });

const notValid = refused(refusal("invalid-refresh-token", "The refresh token is not valid."));
const usedBefore = refused(
  refusal(
    "invalid-refresh-token",
    "The refresh token was used before, so its session has ended. Sign in again.",
  ),
);
const foreign = refused(refusal("tenant-mismatch", "The refresh token belongs to another tenant."));

/** Gets the next access token, and replaces the refresh token. */
export const refresh = defineWorkflow({
  name: "identity.refresh",
  access: "public",
  input: refreshInput,
  output: tokens,
  tokenGuard: "input",
  budget: oneCall,
  ports: ["secrets"],
  async run({ refreshToken }, { invoke, tenantId, session }, { secrets }) {
    const token = await readRefreshToken(secrets.signer, refreshToken);
    if (token === null) return notValid;
    if (token.tenantId !== tenantId) return foreign;
    const successors = await successorsOf(secrets.signer, token);
    const { sessionId, hash } = token;
    // A repeat is recognised by the token itself, which says more than the Idempotency-Key.
    const input = { sessionId, hash, successors: successors.map((one) => one.hash) };
    const refreshed = await invoke(refreshSession, input, { unkeyed: true });
    if (!refreshed.ok) return refreshed;
    const next = refreshed.value === null ? undefined : successors[refreshed.value.successor];
    if (refreshed.value === null || next === undefined) return usedBefore;
    return ok(await tokensWith(next.text, refreshed.value, session.now, tenantId, secrets));
  },
});

/** Ends the session of a refresh token. */
export const signOut = defineWorkflow({
  name: "identity.signOut",
  access: "public",
  input: refreshInput,
  output: nothing,
  budget: oneCall,
  once: true,
  ports: ["secrets"],
  tokenGuard: "input",
  async run({ refreshToken }, { invoke, tenantId }, { secrets }) {
    const token = await readRefreshToken(secrets.signer, refreshToken);
    if (token === null) return ok(null);
    if (token.tenantId !== tenantId) return foreign;
    return invoke(signOutSession, { sessionId: token.sessionId, hash: token.hash }, { unkeyed: true });
  },
});
