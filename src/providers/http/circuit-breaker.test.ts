import { describe, expect, it } from "vitest";
import { CircuitBreaker, type CircuitCall } from "./circuit-breaker.ts";

function setUp() {
  const clock = { now: 0 };
  const breaker = new CircuitBreaker(() => clock.now, { failuresToOpen: 3, openMs: 100, maxOpenMs: 300 });
  const call = (): CircuitCall => {
    const begun = breaker.begin();
    if (begun === null) throw new Error("not let through");
    return begun;
  };
  const fail = (times: number) => {
    for (let time = 0; time < times; time++) call().failed("down");
  };
  return { clock, breaker, call, fail };
}

describe("a circuit breaker", () => {
  it("opens after failures in a row, and a success between them starts the count again", () => {
    const { breaker, call, fail } = setUp();
    fail(2);
    call().succeeded();
    fail(2);
    expect(breaker.state()).toMatchObject({ state: "closed", failures: 2 });
    fail(1);
    expect(breaker.state()).toEqual({ state: "open", failures: 3, retryInMs: 100, lastFailure: "down" });
    expect(breaker.begin()).toBeNull();
  });

  it("takes failures of calls that were under way together for one", () => {
    const { breaker, call } = setUp();
    const burst = [call(), call(), call(), call()];
    for (const one of burst) one.failed("down");
    expect(breaker.state()).toMatchObject({ state: "closed", failures: 1 });
  });

  it("lets one call try when its time is over, and opens for longer each time that fails", () => {
    const { breaker, call, fail, clock } = setUp();
    fail(3);
    for (const openMs of [200, 300, 300]) {
      clock.now += breaker.state().retryInMs!;
      expect(breaker.state().state).toBe("halfOpen");
      const attempt = call();
      expect(breaker.begin()).toBeNull();
      attempt.failed("still down");
      expect(breaker.state()).toMatchObject({ state: "open", retryInMs: openMs });
    }
    clock.now += 300;
    call().succeeded();
    expect(breaker.state()).toMatchObject({ state: "closed", failures: 0, lastFailure: null });
  });

  it("lets another call try where the first was left by its caller", () => {
    const { breaker, call, fail, clock } = setUp();
    fail(3);
    clock.now += 100;
    call().abandoned();
    expect(breaker.begin()).not.toBeNull();
  });

  it("opens at once for as long as the vendor says", () => {
    const { breaker, call } = setUp();
    call().failed("quota", 5000);
    expect(breaker.state()).toMatchObject({ state: "open", retryInMs: 5000 });
  });
});
