import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PROGRAM } from "#app/audit.ts";
import { ensureDemo } from "#app/demo.ts";
import { makeAdmin } from "#app/make-admin.ts";
import { ensureOwnDemo } from "#app/own-demo.ts";
import { rejection } from "#test/support/rejection.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";

let world: HttpWorld;
beforeEach(async () => {
  world = await createHttpWorld();
});
afterEach(() => world.close());

describe("a demo of one's own", () => {
  test("is made once for each user, whatever is changed in it but the name of its account", async () => {
    const user = await world.signUp("curious");
    const made = await user.post("/onboarding/demo");
    expect([made.status, made.body.next_step.action]).toEqual([201, "calculate"]);
    const { portfolio_id: id } = made.body;
    await user.patch(`/portfolios/${id}`, { portfolio_name: "Renamed", equity_balance: "6000000" });
    const again = await user.post("/onboarding/demo");
    expect([again.status, again.body.portfolio_id, again.body.portfolio_name]).toEqual([200, id, "Renamed"]);
    await user.patch(`/portfolios/${id}`, { account_name: "Kept" });
    const second = await user.post("/onboarding/demo");
    expect([second.status, second.body.portfolio_id === id]).toEqual([201, false]);
    const other = await (await world.signUp("another")).post("/onboarding/demo");
    expect([other.status, other.body.portfolio_id === id]).toEqual([201, false]);
  });

  test("has thirteen lots, USD 5,000,000 and no run yet", async () => {
    const user = await world.signUp("looker");
    const { portfolio_id: id } = (await user.post("/onboarding/demo")).body;
    expect((await user.get(`/portfolios/${id}`)).body).toMatchObject({
      positions_total: 13,
      equity_balance: 5_000_000,
      is_demo: false,
      last_run: null,
    });
  });

  test("leaves the installation's demo alone, also when the user becomes its owner", async () => {
    const demo = await ensureDemo(world.context);
    const user = await world.signUp("first");
    const own = (await user.post("/onboarding/demo")).body.portfolio_id;
    expect((await ensureDemo(world.context)).portfolioId).toBe(demo.portfolioId);
    await makeAdmin(world.context, user.userId, PROGRAM);
    const { portfolios } = (await user.get("/portfolios")).body;
    expect(new Set(portfolios.map(({ id }: { id: string }) => id))).toEqual(new Set([demo.portfolioId, own]));
  });

  test("is the installation's for whoever owns that", async () => {
    const demo = await ensureDemo(world.context);
    const user = await world.signUp("chief");
    await makeAdmin(world.context, user.userId, PROGRAM);
    const answer = await user.post("/onboarding/demo");
    expect([answer.status, answer.body.portfolio_id]).toEqual([200, demo.portfolioId]);
  });

  test("is not there where prices are real", async () => {
    const { userId } = await world.signUp("real");
    const by = { ...PROGRAM, userId };
    const error = await rejection(ensureOwnDemo({ ...world.context, market: "real" }, by));
    expect(error).toMatchObject({ code: "DEMO_UNAVAILABLE" });
  });

  test("stays the same one when a later version has another file for it", async () => {
    const user = await world.signUp("careful");
    const { portfolio_id: id } = (await user.post("/onboarding/demo")).body;
    await world.database.system.query("update portfolios set file_sha256 = 'other' where id = $1", [id]);
    const again = await user.post("/onboarding/demo");
    expect([again.status, again.body.portfolio_id]).toEqual([200, id]);
  });
});

describe("the registration", () => {
  const modeOf = async (options: Parameters<typeof createHttpWorld>[0]) => {
    const other = await createHttpWorld(options);
    const { body } = await other.anonymous.get("/onboarding/registration");
    await other.close();
    return body;
  };

  test("is open, by invite or closed", async () => {
    expect(await modeOf({})).toEqual({ mode: "open", needs_setup: true });
    const invite = { mode: "invite", inviteCode: "a code" } as const;
    expect(await modeOf({ registration: invite })).toEqual({ mode: "invite", needs_setup: true });
    const closed = { mode: "invite", inviteCode: null } as const;
    expect(await modeOf({ registration: closed })).toEqual({ mode: "closed", needs_setup: true });
  });

  test("needs no set-up where somebody administers", async () => {
    await world.signUp("operator", "admin");
    expect((await world.anonymous.get("/onboarding/registration")).body.needs_setup).toBe(false);
  });
});
