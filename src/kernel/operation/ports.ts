import type { Signer } from "../access/authenticator.ts";

/** What only some workflows may do to the platform. A workflow is given those that it names. */
export interface Ports {
  readonly secrets: Secrets;
  readonly objects: Objects;
  readonly directory: Directory;
  readonly projections: Projections;
  readonly mailbox: Mailbox;
}

/** A port by its name in `Ports`. */
export type PortName = keyof Ports;

/** A new secret, as it is stored and as it is shown once. */
export interface MintedSecret {
  /** What the tenant's object stores. */
  readonly hash: string;
  /** The secret itself, readable only with the session's idempotency key. */
  readonly sealed: string;
}

/** Makes secrets that are shown once: a repeated request opens them again, nobody else does. */
export interface Secrets {
  /** Seals a secret that `make` makes, with the platform's signature if it needs one. */
  mint(
    make: (signer: Signer) => Promise<{ readonly text: string; readonly hash: string }>,
  ): Promise<MintedSecret>;
  /** 160 random bits. */
  mintBearerToken(): Promise<MintedSecret>;
  open(sealed: string): Promise<string>;
}

/** The lives of tenants' objects. */
export interface Objects {
  /** Gives a new tenant's object its tables and its name. Safe to repeat. */
  provision(request: {
    readonly tenantId: string;
    readonly slug: string;
    readonly region?: string | undefined;
  }): Promise<void>;
  /** Puts an object back to an earlier time (milliseconds since 1970), and begins an epoch above the one given. */
  restore(
    tenantId: string,
    at: number,
    above: number,
  ): Promise<{ readonly epoch: number; readonly restored: boolean }>;
}

/** The names that lead to tenants. */
export interface Directory {
  /** Tenants answer on subdomains of it. */
  readonly platformDomain: string;
  /** Makes the former state of a tenant forgotten under all of these names. */
  forget(tenant: {
    readonly id: string;
    readonly slug: string;
    readonly domains: readonly string[];
  }): Promise<void>;
}

/** A dead letter by what it takes to project it again. */
export interface DeadLetterRef {
  readonly id: string;
  readonly subscription: string;
  readonly seq: number;
  readonly aggregate: { readonly type: string; readonly id: string } | null;
}

/** How far the read model and other subscriptions are. */
export interface Projections {
  readonly viewNames: readonly string[];
  readonly subscriptionNames: readonly string[];
  /** Brings the read model up to a tenant's log. */
  project(tenantId: string): Promise<void>;
  /** Brings a subscription up to date as far as that can be done now. Never fails. */
  catchUp(tenantId: string, subscription: string): Promise<void>;
  /** Projects what a dead letter names as it is now. Answers why that failed, or null. */
  replay(tenantId: string, letter: DeadLetterRef, reason: string): Promise<string | null>;
  discard(tenantId: string, letter: DeadLetterRef, reason: string): Promise<void>;
}

/** A mail that was stored instead of being sent. */
export interface StoredMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** RFC 3339. */
  readonly sentAt: string;
  /** How often it was sent under the same key. */
  readonly times: number;
}

/** The mail of a platform on one machine, where nothing is sent. */
export interface Mailbox {
  /** A tenant's mail, newest first, or null where mail is not stored. */
  read(tenantId: string): Promise<readonly StoredMail[] | null>;
}
