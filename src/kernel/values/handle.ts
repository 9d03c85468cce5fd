import * as z from "zod";
import { toLatin } from "../text/latin/latin.ts";

/** The maximum length of a handle. */
export const maxHandleLength = 255;

const reserved = new Set(["admin", "api", "null", "undefined", "new", "edit", "delete"]);
const wellFormed = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** A handle chosen by a caller. It is used unchanged or refused. */
export const handleSchema = z
  .string()
  .max(maxHandleLength)
  .regex(wellFormed, "must be of a-z and 0-9, joined by single hyphens")
  .refine((handle) => !reserved.has(handle), "is reserved");

/** Derives a handle from a title. It may be taken; `freeHandle` finds a free one. */
export function handleFromTitle(title: string): string {
  const letters = toLatin(title.normalize("NFC").toLowerCase());
  const handle = letters
    .replaceAll(/[\s_-]+/g, "-")
    .replaceAll(/[^a-z0-9-]/g, "")
    .replaceAll(/-{2,}/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, maxHandleLength)
    .replace(/-$/, "");
  if (handle === "") return "untitled";
  return reserved.has(handle) ? `${handle}-1` : handle;
}

/**
 * Returns the handle itself if it's free, else the first free one of `-2`, `-3`, …, within the maximum
 * length.
 */
export function freeHandle(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const candidate = wanted.slice(0, maxHandleLength - suffix.length).replace(/-+$/, "") + suffix;
    if (!taken.has(candidate)) return candidate;
  }
}
