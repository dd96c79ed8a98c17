import type { PlainDate } from "#core/dates/plain-date.ts";
import type { Finding } from "#core/errors/finding.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { IMPLAUSIBLE_DISTANCE } from "./plausibility.ts";
import type { ScenarioMoves } from "./scenario-moves.ts";

/** IMPLAUSIBLE_SHOCK for each scenario further out than {@link IMPLAUSIBLE_DISTANCE}, in the order of the table. */
export function stressFindings(
  scenarios: readonly Pick<ScenarioMoves, "scenario" | "plausibility">[],
  session: PlainDate,
): readonly Finding[] {
  return scenarios.flatMap(({ scenario, plausibility }): Finding[] => {
    if (isNoEstimate(plausibility) || !(plausibility.distance > IMPLAUSIBLE_DISTANCE)) return [];
    return [
      {
        code: "IMPLAUSIBLE_SHOCK",
        severity: "info",
        subject: scenario.id,
        session,
        message: `${scenario.name}: ${plausibility.distance.toFixed(1)} standard deviations of the factors in the year to ${session}.`,
      },
    ];
  });
}
