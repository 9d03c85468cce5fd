import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { pickLocale } from "../../../kernel/values/locale.ts";
import { readNode } from "../nodes/store.ts";
import { formField } from "./data.ts";

/** A field of a form. */
export type FormField = z.infer<typeof formField>;

/** A contact or newsletter block of a published node. */
export interface Form {
  readonly pageId: string;
  readonly blockId: string;
  readonly type: "contact" | "newsletter";
  readonly fields: readonly FormField[];
  /** What it says once it was sent. */
  readonly message: string | null;
}

const email = { name: "email", label: "E-mail", type: "email", required: true } as const;
/** The fields of a contact block that names none. */
const plain: readonly FormField[] = [
  { name: "name", label: "Name", type: "text" },
  email,
  { name: "message", label: "Message", type: "textarea", required: true },
];

const formData = z.looseObject({
  fields: z.array(formField).optional(),
  successMessage: z.string().optional(),
});

/** Finds a form by its page and block. Undefined if the page is not published, or the block is no form. */
export function findForm(
  database: TenantDatabase,
  { pageId, blockId }: { readonly pageId: string; readonly blockId: string },
  { locales, defaultLocale }: { readonly locales: readonly string[]; readonly defaultLocale: string },
): Form | undefined {
  const node = readNode(database, pageId);
  const block = node?.blocks.find(({ id }) => id === blockId);
  if (node?.status !== "published" || block === undefined) return undefined;
  const { type, data, translations } = block;
  if (type !== "contact" && type !== "newsletter") return undefined;
  const own = { locale: defaultLocale, data: {} };
  const text = pickLocale([own, ...translations], locales) ?? own;
  const { fields = plain, successMessage = null } = formData.parse({ ...data, ...text.data });
  return { pageId, blockId, type, fields: type === "contact" ? fields : [email], message: successMessage };
}
