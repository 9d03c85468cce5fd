import type { ObjectQuery } from "../read/query.ts";
import type { Result } from "../values/result.ts";
import type { Command } from "../write/command.ts";
import type { Actor } from "./actor.ts";
import type { Access, Grants, Roles } from "./permission.ts";

/** The authenticated caller. */
export interface Caller {
  readonly actor: Actor;
  readonly grants: Grants;
  /** The tenant the credential belongs to, or null if it belongs to none. */
  readonly tenantId: string | null;
  /** The session in which a signed-in account acts. The tenant's object checks that it has not ended. */
  readonly sessionId?: string | undefined;
  /** The credential's list of GraphQL queries, if it may send no other. */
  readonly registeredQueries?: RegisteredQueries | undefined;
}

/** A list of GraphQL queries in the object of the caller's tenant. */
export interface RegisteredQueries {
  readonly keyId: string;
  /** Changes with each change of the list. */
  readonly revision: number;
  /** Returns the text of the query with a hash (SHA-256, hexadecimal). Null if the list has none. */
  readonly find: ObjectQuery<{ readonly keyId: string; readonly hash: string }, string | null>;
}

/**
 * What a valid credential proves: the caller's identity, or only possession of one resource's bearer token.
 */
export type Identity =
  | ({ readonly kind: "caller" } & Caller)
  /** The operation compares the token's SHA-256 with the one stored on the resource. */
  | { readonly kind: "token"; readonly hash: string };

/** How a credential is sent, in terms of OpenAPI's security schemes. */
export type CredentialScheme =
  | { readonly type: "http"; readonly scheme: "bearer" }
  | { readonly type: "apiKey"; readonly in: "header"; readonly name: string };

/** The kinds of access an operation can require. */
export type AccessKind = "permission" | "account" | "customer" | "public";

/** The kind of access an operation requires, without the permission's name. */
export function accessKind(access: Access): AccessKind {
  return access === "account" || access === "customer" || access === "public" ? access : "permission";
}

/** Whether credentials of this kind open a route. Only some routes are opened by a bearer token, which has a header of its own. */
export function canOpen(
  { scheme, opens }: Pick<Authenticator, "scheme" | "opens">,
  { access, opensByToken }: { readonly access: Access; readonly opensByToken: boolean },
): boolean {
  return opens.includes(accessKind(access)) && (scheme.type === "http" || opensByToken);
}

/** A text's MAC under one secret of the platform: 256 bits that nobody without the secret can predict. */
export interface KeyedMac {
  /** Tells the platform's secrets apart without revealing them. */
  readonly keyId: string;
  readonly mac: Uint8Array<ArrayBuffer>;
}

/**
 * Signs short texts with the platform's current secret. A signature is valid only for the purpose it was made for.
 */
export interface Signer {
  /** Returns the signature of a text for one purpose, base64url without padding. It names the secret that made it. */
  sign(purpose: string, text: string): Promise<string>;
  /** Whether an accepted secret made the signature. */
  verify(purpose: string, text: string, signature: string): Promise<boolean>;
  /**
   * The MACs of a text for one purpose, the current secret's first, then those of the other accepted secrets. For what is
   * looked up instead of verified, and for keys that are derived from the secrets.
   */
  macs(purpose: string, text: string): Promise<readonly [KeyedMac, ...KeyedMac[]]>;
}

/** The tools an authenticator can use. */
export interface AuthenticatorTools {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly roles: Roles;
  readonly signer: Signer;
  /** A secret or variable of the Worker by name, or an empty string if it isn't set. */
  readonly setting: (name: string) => string;
  /** Queries a tenant's object as the platform itself. */
  readonly ask: <Input, Answer>(
    tenantId: string,
    query: ObjectQuery<Input, Answer>,
    input: NoInfer<Input>,
  ) => Promise<Result<Answer>>;
  /** Runs a command in a tenant's object as the platform itself, after the response. A failure is only logged. */
  readonly run: <Input, Answer>(
    tenantId: string,
    command: Command<Input, Answer>,
    input: NoInfer<Input>,
  ) => void;
  /** Lets work go on after the response. */
  readonly background: (work: Promise<unknown>) => void;
}

/** Authenticates one kind of credential. */
export interface Authenticator {
  readonly name: string;
  readonly scheme: CredentialScheme;
  /** What the credential is and who has it, for documentation. */
  readonly description: string;
  /** Whether the credential belongs to one tenant, so that a request need not name it. */
  readonly namesTenant: boolean;
  /**
   * The kinds of operations the credential can open. Bearer credentials are checked on every route, so an
   * invalid one is always reported. Credentials in a header of their own are read only on routes of these
   * kinds.
   */
  readonly opens: readonly AccessKind[];
  /**
   * Returns null if this isn't its kind of credential, so that the next authenticator can try. A refusal ends
   * the request.
   */
  readonly authenticate: (credential: string, tools: AuthenticatorTools) => Promise<Result<Identity> | null>;
}
