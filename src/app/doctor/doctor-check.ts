/** One thing the doctor looked at. */
export interface DoctorCheck {
  /** Short and stable, for programs. */
  readonly name: string;
  readonly status: "ok" | "warn" | "fail" | "skipped";
  /** What was found, in words. */
  readonly found: string;
  /** What to do about it; null where nothing is to be done. */
  readonly fix: string | null;
}

export function ok(name: string, found: string): DoctorCheck {
  return { name, status: "ok", found, fix: null };
}

export function warn(name: string, found: string, fix: string): DoctorCheck {
  return { name, status: "warn", found, fix };
}

export function fail(name: string, found: string, fix: string): DoctorCheck {
  return { name, status: "fail", found, fix };
}

export function skipped(name: string, found: string): DoctorCheck {
  return { name, status: "skipped", found, fix: null };
}

/** A check that cannot even look has failed: with what stood in its way. */
export async function guarded(
  name: string,
  fix: string,
  look: () => Promise<DoctorCheck> | DoctorCheck,
): Promise<DoctorCheck> {
  try {
    return await look();
  } catch (error) {
    return fail(name, error instanceof Error ? error.message : String(error), fix);
  }
}
