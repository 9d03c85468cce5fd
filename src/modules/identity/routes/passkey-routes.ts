import * as z from "zod";
import { defineRoute } from "../../../kernel/api/route.ts";
import { pageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { deletePasskey, renamePasskey } from "../passkeys/commands.ts";
import { listPasskeys } from "../passkeys/queries.ts";
import {
  passkeyInput,
  passkeyOptionsInput,
  passkeyPatch,
  passkeySignInInput,
  passkeySignInOptionsInput,
} from "../passkeys/schema.ts";
import {
  preparePasskey,
  preparePasskeySignIn,
  registerPasskey,
  signInWithPasskey,
} from "../passkeys/workflows.ts";

const tag = "Authentication";
const path = "/v1/auth/passkeys";
const params = z.object({ id: opaqueId });
const returns = "The passkey";

/** Passkeys (WebAuthn), of staff and of customers. */
export const passkeyRoutes = [
  defineRoute({
    method: "post",
    path: `${path}/options`,
    tag,
    operationId: "createPasskeyOptions",
    summary: "Begin to add a passkey",
    description:
      "Returns what `navigator.credentials.create()` takes as `publicKey`, after `PublicKeyCredential.parseCreationOptionsFromJSON()`. The challenge is valid for five minutes, once.",
    operation: preparePasskey,
    body: passkeyOptionsInput,
    input: ({ body }) => body,
    returns: "The options of the new passkey",
    refusals: ["wrong-password", "origin-not-allowed", "too-large", "rate-limited"],
  }),
  defineRoute({
    method: "post",
    path,
    tag,
    operationId: "createPasskey",
    summary: "Add a passkey",
    description:
      "Takes the credential that the browser has created, as its `toJSON()` answers it. The authenticator must have verified the user, so the passkey counts as both factors.",
    operation: registerPasskey,
    body: passkeyInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: () => path,
    refusals: ["invalid-passkey", "too-large"],
  }),
  defineRoute({
    method: "get",
    path,
    tag,
    operationId: "listPasskeys",
    summary: "List your passkeys",
    description: "Lists the passkeys of the account, newest first.",
    operation: listPasskeys,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of passkeys",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag,
    operationId: "updatePasskey",
    summary: "Rename a passkey",
    description: "Gives a passkey of the account another name.",
    operation: renamePasskey,
    params,
    body: passkeyPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag,
    operationId: "deletePasskey",
    summary: "Delete a passkey",
    description: "Signing in with it works no longer. Sessions that it has opened go on.",
    operation: deletePasskey,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
  defineRoute({
    method: "post",
    path: `${path}/sign-in/options`,
    tag,
    operationId: "createPasskeySignInOptions",
    summary: "Begin to sign in with a passkey",
    description:
      "Returns what `navigator.credentials.get()` takes as `publicKey`, after `PublicKeyCredential.parseRequestOptionsFromJSON()`. The browser offers the passkeys that it has for the shop, so no e-mail address is needed.",
    operation: preparePasskeySignIn,
    body: passkeySignInOptionsInput,
    input: ({ body }) => body,
    returns: "The options of signing in",
    refusals: ["origin-not-allowed"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/sign-in`,
    tag,
    operationId: "signInWithPasskey",
    summary: "Sign in with a passkey",
    description:
      "Opens a session with the credential that the browser answers, as its `toJSON()` has it. Staff and customers sign in alike. It takes no further code.",
    operation: signInWithPasskey,
    body: passkeySignInInput,
    input: ({ body }) => body,
    returns: "Tokens, and whose they are",
    refusals: ["invalid-credentials", "rate-limited"],
  }),
];
