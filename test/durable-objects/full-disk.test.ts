import { expect, it } from "vitest";
import { isNotNow } from "../../src/platform/not-now.ts";
import { failureKind } from "../../src/projection/failures/failures.ts";
import { type LocalTenant, openPlatform } from "../support/node/platform.ts";
import { write, writeMany } from "../support/node/requests.ts";

/** Takes what pages are left, so that the next write finds none. */
function fill(tenant: LocalTenant): void {
  tenant.storage.run("PRAGMA max_page_count = 1");
  expect(() => {
    for (let count = 0; count < 100; count += 1)
      tenant.core.execute(write([[`full${count}`, "x".repeat(20_000)]]));
  }).toThrow(/full/);
}

function thrownBy(body: () => unknown): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

it("on a full disk a write is refused for now, and nothing of it is kept", () => {
  const tenant = openPlatform().tenant();
  writeMany(tenant, 3);
  fill(tenant);
  const [before] = tenant.storage.rows("SELECT head FROM object");
  const error = thrownBy(() => tenant.core.execute(write([["n1", "x".repeat(20_000)]])));
  expect(isNotNow(error)).toBe(true);
  expect(failureKind(error)).toBe("transient");
  expect(tenant.storage.rows("SELECT head FROM object")).toEqual([before]);
});

it("on a full disk reads go on, also of an object that has just woken", () => {
  const platform = openPlatform();
  const tenant = platform.tenant();
  writeMany(tenant, 3);
  fill(tenant);
  expect(tenant.core.eventsAfter(0, 3).events).toHaveLength(3);
  tenant.storage.run("DELETE FROM schedules; PRAGMA max_page_count = 1");
  platform.wakeUp(tenant);
  expect(tenant.core.eventsAfter(0, 3).events).toHaveLength(3);
});
