import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { OpenSubject } from "../comment/schema.ts";

/** A kind of thing that can be commented on. The module of the thing says what comments have to know. */
export interface SubjectKind {
  readonly type: OpenSubject["type"];
  /** The module of the things. While it is off, there are none. */
  readonly module: string;
  /** The published one with a handle or slug, in the first of `locales` that knows it. Undefined if there is none. */
  find(database: TenantDatabase, name: string, locales: readonly string[]): FoundSubject | undefined;
  /** Whether its author had it: what "verified purchase" says. */
  isVerified(database: TenantDatabase, author: SubjectAuthor, id: string): boolean;
}

/** A published subject. */
export interface FoundSubject {
  readonly id: string;
  /** Whether it takes comments, as far as it can say so itself. */
  readonly isOpen: boolean;
}

/** Who comments. The address is in lower case, and null if it is not known to be the customer's own. */
export interface SubjectAuthor {
  readonly customerId: string | null;
  readonly email: string | null;
}
