import type { Signer } from "../access/authenticator.ts";
import type { Passwords } from "../access/password.ts";
import type { ChainSlice } from "../delivery/audit.ts";
import type { Page, PageRequest } from "../read/page.ts";
import type { Files } from "./files.ts";

/** Platform access that only some workflows need. A workflow receives only the ports it names. */
export interface Ports {
  readonly secrets: Secrets;
  readonly passwords: Passwords;
  readonly objects: Objects;
  readonly directory: Directory;
  readonly projections: Projections;
  readonly mailbox: Mailbox;
  readonly auditLogs: AuditLogs;
  readonly metrics: Metrics;
  readonly internet: Internet;
  readonly files: Files;
  /** The types of events that may leave the platform. */
  readonly publishedTypes: readonly string[];
}

/** A port by its name in `Ports`. */
export type PortName = keyof Ports;

/** Servers of others. */
export interface Internet {
  /** Whether the platform runs on one machine, for development. */
  readonly isLocal: boolean;
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** A new secret, in its stored form and in the form that is shown once. */
export interface MintedSecret {
  /** What the tenant's object stores. */
  readonly hash: string;
  /** The secret itself, readable only with the session's idempotency key. */
  readonly sealed: string;
}

/** Creates secrets that are shown once. Only a repeat of the same request can open them again. */
export interface Secrets {
  /** The platform's signer, for tokens that are derived rather than stored. */
  readonly signer: Signer;
  /**
   * Seals the secret that `make` creates. `make` receives the platform's signer in case it needs a signature.
   */
  mint(
    make: (signer: Signer) => Promise<{ readonly text: string; readonly hash: string }>,
  ): Promise<MintedSecret>;
  /** 160 random bits. */
  mintBearerToken(): Promise<MintedSecret>;
  open(sealed: string): Promise<string>;
  /** Encrypts a secret that the platform itself must read again. Whoever has the database alone can't. */
  sealStored(purpose: string, owner: string, text: string): Promise<string>;
  /** Decrypts what `sealStored` returned. Null if its signing secret is no longer accepted. */
  openStored(purpose: string, owner: string, sealed: string): Promise<OpenedSecret | null>;
  /** The HMAC-SHA-256 of a text under a secret that others have too. */
  macWith(secret: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** A stored secret in plain text. */
export interface OpenedSecret {
  readonly text: string;
  /** Whether it is sealed with the current signing secret. If not, seal it again. */
  readonly isCurrent: boolean;
}

/** The epochs of tenants' objects. */
export interface Objects {
  /** Creates a new tenant's object with its tables and name. Safe to repeat. */
  provision(request: {
    readonly tenantId: string;
    readonly slug: string;
    readonly region?: string | undefined;
  }): Promise<void>;
  /**
   * Restores an object to an earlier time (milliseconds since 1970) and begins an epoch greater than `above`.
   */
  restore(
    tenantId: string,
    at: number,
    above: number,
  ): Promise<{ readonly epoch: number; readonly restored: boolean }>;
}

/** Resolves names to tenants. */
export interface Directory {
  /** The parent domain of tenants' subdomains. */
  readonly platformDomain: string;
  /** Drops the cached tenant under all of these names. */
  forget(tenant: {
    readonly id: string;
    readonly slug: string;
    readonly domains: readonly string[];
  }): Promise<void>;
}

/** The fields of a dead letter that are needed to project it again. */
export interface DeadLetterRef {
  readonly id: string;
  readonly subscription: string;
  readonly seq: number;
  readonly aggregate: { readonly type: string; readonly id: string } | null;
}

/** The progress of the read model and other subscriptions. */
export interface Projections {
  readonly viewNames: readonly string[];
  readonly subscriptionNames: readonly string[];
  /** Brings the read model up to date with a tenant's log. */
  project(tenantId: string): Promise<void>;
  /** Brings a subscription as far up to date as is possible now. Never fails. */
  catchUp(tenantId: string, subscription: string): Promise<void>;
  /** Projects the current state of a dead letter's aggregate. Returns why that failed, or null. */
  replay(tenantId: string, letter: DeadLetterRef, reason: string): Promise<string | null>;
  discard(tenantId: string, letter: DeadLetterRef, reason: string): Promise<void>;
}

/** The audit logs in the tenants' objects. */
export interface AuditLogs {
  /** The hashes of the entries after a seq, recomputed. Null if the tenant has no object. */
  chainAfter(tenantId: string, seq: number): Promise<ChainSlice | null>;
}

/** What the platform reaches, each within a second. */
export interface Reached {
  readonly readModel: boolean;
  readonly writer: boolean;
  readonly queue: boolean;
}

/** Gauges over all tenants in Prometheus' text format. */
export interface TenantGauges {
  readonly text: string;
  /** Whether the read model took part. */
  readonly withReadModel: boolean;
}

/** The sums of all isolates, and what is known of tenants. */
export interface MetricsRead {
  /** The sums in Prometheus' text format. */
  readonly text: string;
  /** Tenants that are late, then those that have done something lately, the newest first. */
  readonly tenants: readonly string[];
  /** Gauges of the last seconds. Null if the caller has to compute them. */
  readonly gauges: TenantGauges | null;
}

/** The platform's metrics, above tenants. */
export interface Metrics {
  read(): Promise<MetricsRead>;
  /** Keeps gauges for other callers, and which of the tenants that answered are late. */
  keep(gauges: TenantGauges, isLateById: Readonly<Record<string, boolean>>): Promise<void>;
  /** What kind of subscription has the name. */
  kindOf(subscription: string): "projection" | "reaction";
  readiness(): Promise<Reached>;
}

/** A mail that was stored instead of being sent. */
export interface StoredMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly locale: string;
  readonly replyTo: string | null;
  /** RFC 3339. */
  readonly sentAt: string;
  /** How often it was sent with the same key. */
  readonly times: number;
}

/** The stored mail of a platform that runs on one machine and sends none. */
export interface Mailbox {
  /** Returns a page of a tenant's mail, newest first, or null if mail isn't stored. */
  read(tenantId: string, page: Omit<PageRequest, "count">): Promise<Page<StoredMail> | null>;
  /** Returns a page of the mail to an address, whatever its case. Null if mail isn't stored. */
  readTo(
    tenantId: string,
    recipient: string,
    page: Omit<PageRequest, "count">,
  ): Promise<Page<StoredMail> | null>;
  /** Returns a mail as HTML, or null if it or the mailbox isn't there. */
  readHtml(tenantId: string, id: string): Promise<string | null>;
}
