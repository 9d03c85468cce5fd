import { refusalAt } from "../../kernel/api/problem.ts";
import type { Upload } from "../../kernel/api/route.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import { mediaTypeOf } from "./body.ts";

/** Refuses a file whose media type and name tell that it is another kind of file. */
export function checkUpload(
  request: Request,
  { mediaType, anyType, alternatives = [] }: Upload,
): Result<null> {
  if (anyType === true) return ok(null);
  const sent = mediaTypeOf(request);
  if (sent === mediaType) return ok(null);
  const other = alternatives.find((one) => one.mediaType === sent);
  if (other === undefined)
    return refused(refusalAt("unsupported-media-type", "/header/Content-Type", `Send ${mediaType}.`));
  const { extension } = other;
  if (extension === undefined || fileNameOf(request).endsWith(extension)) return ok(null);
  const detail = `With ${sent}, send a Content-Disposition with a filename that ends in ${extension}.`;
  return refused(refusalAt("unsupported-media-type", "/header/Content-Disposition", detail));
}

/** The `charset` parameter of a body's media type. Null if it has none. */
export function charsetOf({ headers }: Request): string | null {
  const found = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]*))/i.exec(headers.get("Content-Type") ?? "");
  const charset = (found?.[1] ?? found?.[2] ?? "").trim().toLowerCase();
  return charset === "" ? null : charset.slice(0, 100);
}

/** The file name in `Content-Disposition`, in lower case, as far as its extension needs it. */
function fileNameOf({ headers }: Request): string {
  const found = /;\s*filename\*?\s*=\s*(?:"([^"]*)"|([^\s;]*))/i.exec(
    headers.get("Content-Disposition") ?? "",
  );
  return (found?.[1] ?? found?.[2] ?? "").trim().toLowerCase();
}
