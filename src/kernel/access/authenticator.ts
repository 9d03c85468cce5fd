import type { ObjectQuery } from "../read/query.ts";
import type { Result } from "../values/result.ts";
import type { Actor } from "./actor.ts";
import type { Access, Grants, Roles } from "./permission.ts";

/** Who is calling. */
export interface Caller {
  readonly actor: Actor;
  readonly grants: Grants;
  /** The one tenant that the credential belongs to; null where it belongs to none. */
  readonly tenantId: string | null;
}

/** What a valid credential shows: who is calling, or merely that the caller holds the token of one resource. */
export type Identity =
  | ({ readonly kind: "caller" } & Caller)
  /** The operation compares the token's SHA-256 with the one that its resource has. */
  | { readonly kind: "token"; readonly hash: string };

/** How a credential is sent, in the terms of OpenAPI's security schemes. */
export type CredentialScheme =
  | { readonly type: "http"; readonly scheme: "bearer" }
  | { readonly type: "apiKey"; readonly in: "header"; readonly name: string };

/** The three things that an operation can require. */
export type AccessKind = "permission" | "customer" | "public";

/** What an operation requires, without the permission's name. */
export function accessKind(access: Access): AccessKind {
  return access === "customer" || access === "public" ? access : "permission";
}

/** Signs short texts with the platform's secret. A signature for one purpose is not valid for another. */
export interface Signer {
  /** The MAC of a text for one purpose, base64url without padding. */
  sign(purpose: string, text: string): Promise<string>;
  verify(purpose: string, text: string, mac: string): Promise<boolean>;
}

/** What an authenticator may use. */
export interface AuthenticatorTools {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly roles: Roles;
  readonly signer: Signer;
  /** A secret or variable of the Worker by name; empty where it is not set. */
  readonly setting: (name: string) => string;
  /** Asks a tenant's object, as the platform itself. */
  readonly ask: <Input, Answer>(
    tenantId: string,
    query: ObjectQuery<Input, Answer>,
    input: NoInfer<Input>,
  ) => Promise<Result<Answer>>;
}

/** Recognises one kind of credential. */
export interface Authenticator {
  readonly name: string;
  readonly scheme: CredentialScheme;
  /**
   * Which operations the credential can open. A bearer credential is checked on every route, so that a bad one never
   * goes unnoticed. A header of its own is read only on routes of these kinds.
   */
  readonly opens: readonly AccessKind[];
  /** Null where it is not this kind of credential, so that others may recognise it. A refusal ends the request. */
  readonly authenticate: (credential: string, tools: AuthenticatorTools) => Promise<Result<Identity> | null>;
}
