import { useEffect, useState } from "react";

/** Seconds that have passed by now, where `seconds` had at `at` (ms of `Date.now()`); stands still unless `ticking`. */
export function useElapsed(seconds: number, at: number, ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [ticking]);
  return ticking ? seconds + Math.max(0, now - at) / 1000 : seconds;
}
