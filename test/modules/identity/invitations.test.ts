import { expect, it } from "vitest";
import { duringStatements } from "../../support/node/reads.ts";
import { openShop } from "../../support/node/shop.ts";

const day = 24 * 60 * 60 * 1_000;

/** A shop that has invited some people, and how to list its open invitations. */
function openInviting(people: number) {
  const shop = openShop();
  const invite = (index: number) => {
    shop.platform.clock.advance(1);
    return shop.must("identity.inviteUser", { email: `u${index}@shop.example`, role: "manager" });
  };
  const ids = Array.from({ length: people }, (_, index) => String(Object(invite(index)).id));
  const list = (more: object = {}) => {
    const answer = shop.tenant.core.ask({
      query: "identity.listInvitations",
      input: { limit: 20, after: null, count: true, ...more },
      actor: { kind: "system", id: "platform-token" },
    });
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
    return Object(answer.value) as { items: { id: string; email: string }[]; totalCount: number };
  };
  return { ...shop, ids, invite, list };
}

it("open invitations are listed, newest first, page by page", () => {
  const { ids, list } = openInviting(3);
  expect(list({ limit: 2 })).toMatchObject({ items: [{ id: ids[2] }, { id: ids[1] }], totalCount: 3 });
  expect(list({ limit: 2, after: [ids[1]] })).toMatchObject({ items: [{ id: ids[0] }] });
});

it("an invitation that has expired is open no more, until it is sent again", () => {
  const { platform, invite, list } = openInviting(2);
  platform.clock.advance(7 * day);
  expect(list()).toMatchObject({ items: [], totalCount: 0 });
  invite(1);
  expect(list()).toMatchObject({ items: [{ email: "u1@shop.example" }], totalCount: 1 });
});

it("an invitation that was revoked is open no more, and its link works no longer", () => {
  const { ids, list, must, run, tenant } = openInviting(2);
  must("identity.revokeInvitation", { id: ids[0] });
  expect(list()).toMatchObject({ items: [{ id: ids[1] }], totalCount: 1 });
  expect(run("identity.revokeInvitation", { id: ids[0] })).toMatchObject({ refusal: { code: "not-found" } });
  expect(tenant.storage.rows("SELECT account_id FROM single_use_tokens")).toEqual([{ account_id: ids[1] }]);
});

it("somebody who has accepted is no invitation to revoke", () => {
  const { run, must } = openInviting(0);
  const password = { salt: "c2FsdHNhbHRzYWx0c2FsdA", cost: "32768,8,3", hash: "H".repeat(43) };
  const user = must("identity.createUser", { email: "ada@shop.example", role: "manager", password });
  expect(run("identity.revokeInvitation", { id: Object(user).id })).toMatchObject({
    refusal: { code: "not-found" },
  });
});

it("the list finds invitations by their status, and tokens by their account", () => {
  const { list, tenant } = openInviting(1);
  const seen: string[] = [];
  duringStatements(
    tenant.storage,
    (sql) => seen.push(sql),
    () => void list(),
  );
  const statements = seen.filter((sql) => sql.includes("single_use_tokens"));
  expect(statements.length).toBe(2);
  for (const sql of statements) {
    const plan = tenant.storage
      .rows(`EXPLAIN QUERY PLAN ${sql.replaceAll("?", "NULL")}`)
      .map(({ detail }) => String(detail));
    expect(plan.join("\n")).toMatch(/SEARCH users USING (?:COVERING )?INDEX users_status \(status=\?/);
    expect(plan.join("\n")).toMatch(/SEARCH single_use_tokens USING INDEX single_use_tokens_account/);
    expect(plan.join("\n")).not.toMatch(/SCAN|TEMP B-TREE/);
  }
});
