import * as z from "zod";
import type { OwnComment } from "../comment/shapes.ts";
import type { SubjectKind } from "../subjects/subject.ts";
import type { CommentInput } from "./schema.ts";

/** How comments on one kind of subject are written, and how they are called. */
export interface Surface<Own = unknown> {
  readonly subject: SubjectKind;
  /** What one is called in the names of operations. */
  readonly one: string;
  /** Where they are in the store API, with one parameter: the subject's handle or slug. */
  readonly path: `/v1/store/${string}`;
  readonly input: z.ZodType<Written & Named>;
  readonly patch: z.ZodType<CommentPatch>;
  readonly own: z.ZodType<Own>;
  readonly toOwn: (comment: OwnComment) => Own;
}

/** What a new comment says. Stars are for products only. */
export type Written = CommentInput & { readonly rating?: number | null | undefined };

/** What an author changes of a comment. */
export interface CommentPatch {
  readonly body?: string | undefined;
  readonly rating?: number | null | undefined;
}

/** A subject by its handle or slug. */
export const named = z.object({
  handle: z.string().min(1).max(255),
  requestedLocales: z.array(z.string()).readonly().default([]),
});
export type Named = z.infer<typeof named>;

/** The path of a comment on a subject. */
export function pathIn({ path }: Pick<Surface, "path">, handle: string, id: string): string {
  return `${path.replace(/\{\w+\}/, encodeURIComponent(handle))}/${id}`;
}
