import type { DeliveredFile } from "../../kernel/api/delivery.ts";
import { refusal, refusalAt } from "../../kernel/api/problem.ts";
import { type ImageFormat, imageFormats } from "../../kernel/api/rendition.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";

/** The widths and heights that images are made in. A few, so that each is made once for all. */
export const imageSizes = [
  16, 32, 48, 64, 96, 128, 256, 320, 384, 480, 640, 800, 960, 1200, 1600, 2000,
] as const;

/** What a request asks for of an image. Null is as it is. */
export interface AskedRendition {
  readonly width: number | null;
  readonly height: number | null;
  readonly fit: "contain" | "cover";
  readonly format: ImageFormat | null;
}

/** Reads which size and format are asked for. Null if it is the file itself. Other parameters mean nothing here. */
export function askedRendition(query: URLSearchParams): Result<AskedRendition | null> {
  for (const name of ["w", "h", "fit", "format"])
    if (query.getAll(name).length > 1)
      return refused(refusalAt("validation-failed", `/query/${name}`, `${name} is there twice.`));
  const [width, height] = [readSize(query, "w"), readSize(query, "h")];
  if (!width.ok) return width;
  if (!height.ok) return height;
  const fit = query.get("fit") ?? "contain";
  if (fit !== "contain" && fit !== "cover")
    return refused(refusalAt("validation-failed", "/query/fit", "fit is contain or cover."));
  const format = readFormat(query);
  if (!format.ok) return format;
  if (width.value === null && height.value === null && format.value === null) return ok(null);
  return ok({ width: width.value, height: height.value, fit, format: format.value });
}

function readSize(query: URLSearchParams, name: "w" | "h"): Result<number | null> {
  const text = query.get(name);
  if (text === null) return ok(null);
  const size = imageSizes.find((one) => String(one) === text);
  if (size !== undefined) return ok(size);
  return refused(
    refusalAt("validation-failed", `/query/${name}`, `${name} is one of ${imageSizes.join(", ")}.`),
  );
}

function readFormat(query: URLSearchParams): Result<ImageFormat | null> {
  const text = query.get("format");
  if (text === null) return ok(null);
  const format = imageFormats.find((one) => one === text);
  if (format !== undefined) return ok(format);
  return refused(
    refusalAt("validation-failed", "/query/format", `format is one of ${imageFormats.join(", ")}.`),
  );
}

/** Whether an address is that of the file's focal point. The addresses of files without one name none. */
export function namesFocalPoint(
  query: URLSearchParams,
  { focalPoint }: Pick<DeliveredFile, "focalPoint">,
): boolean {
  return query.get("fp") === (focalPoint === null ? null : `${focalPoint.x}-${focalPoint.y}`);
}

export const nothingHere = refusal("not-found", "There is no such file.");
