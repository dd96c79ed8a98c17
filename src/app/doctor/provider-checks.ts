import { VENDOR_ADDRESSES } from "#providers/vendor-addresses.ts";
import { type DoctorCheck, ok, skipped, warn } from "./doctor-check.ts";

const PATIENCE_MS = 5_000;

/**
 * Whether each vendor's address answers at all: one HEAD request without a key, which asks for no data and uses up no
 * allowance. What it answers does not matter.
 */
export async function checkProviders(
  providers: readonly string[],
  options: {
    readonly offline: boolean;
    readonly addresses?: Readonly<Record<string, string>>;
  },
): Promise<readonly DoctorCheck[]> {
  const { offline } = options;
  const addresses: Readonly<Record<string, string>> = options.addresses ?? VENDOR_ADDRESSES;
  if (providers.length === 0) return [skipped("providers", "none: prices come from `prices import` only")];
  return await Promise.all(
    providers.map(async (name) => {
      const check = `provider ${name}`;
      const address = addresses[name];
      if (address === undefined) return ok(check, "needs no network");
      if (offline) return skipped(check, "not asked: --offline");
      const startedAt = performance.now();
      try {
        const answer = await fetch(address, {
          method: "HEAD",
          redirect: "manual",
          signal: AbortSignal.timeout(PATIENCE_MS),
        });
        const ms = Math.round(performance.now() - startedAt);
        return ok(check, `${new URL(address).host} answers (${answer.status}) in ${ms} ms`);
      } catch (error) {
        return warn(
          check,
          `${new URL(address).host} does not answer: ${reasonOf(error)}`,
          "Let this machine reach it by HTTPS, or take it out of SIGMASIGHT_PROVIDERS. Runs go on with the last stored prices.",
        );
      }
    }),
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== "" ? cause.message : error.message;
}
