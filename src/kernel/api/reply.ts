import type { Page } from "../read/page.ts";
import { ok, type Result } from "../values/result.ts";
import type { Reply } from "./route.ts";

/** 200 with the thing itself. */
export function shown(result: Result<unknown>): Result<Reply> {
  return result.ok ? ok({ status: 200, body: result.value }) : result;
}

/** 200 with a page of things. */
export function listed(result: Result<Page<unknown>>): Result<Reply> {
  return result.ok ? ok({ status: 200, page: result.value }) : result;
}

/** 201 with the new thing, and where it is: `path` is where all of its kind are. */
export function created(result: Result<{ readonly id: string }>, path: string): Result<Reply> {
  if (!result.ok) return result;
  return ok({ status: 201, body: result.value, headers: { Location: `${path}/${result.value.id}` } });
}

/** 204: it is gone. */
export function gone(result: Result<unknown>): Result<Reply> {
  return result.ok ? ok({ status: 204 }) : result;
}

/** 200 with a file that is made while it is sent; `name` is what it is saved as. */
export function downloaded(stream: AsyncIterable<string>, name: string): Result<Reply> {
  return ok({ status: 200, stream, headers: { "Content-Disposition": `attachment; filename="${name}"` } });
}
