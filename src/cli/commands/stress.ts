import {
  type CustomStress,
  type ReverseStressAsOf,
  readCustomStress,
  readReverseStress,
} from "#app/custom-stress.ts";
import { customStressOutcome, reverseStressOutcome } from "#app/stress-report.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import {
  dateArgument,
  fractionArgument,
  idArgument,
  type JsonOption,
  reading,
  shocksArgument,
  type UserOption,
} from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { findPortfolioId } from "../find-id.ts";
import { decimals, money, percent, printJson, printLine, printTable } from "../output.ts";
import { STRESS_COLUMNS, stressInFull } from "../views/stress.ts";
import { PAIRS, reasonsIn, type Shown } from "../views/view.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

interface StressOptions extends JsonOption, UserOption {
  readonly portfolio: string;
  readonly asOf?: string;
  readonly shocks?: string;
  readonly loss?: number;
}

/** Shocks of one's own, or the likeliest way to a loss; the table of scenarios is `show stress`. */
export const stressCommand: CommandModule = (stress, cli, action) => {
  reading(stress)
    .requiredOption("--portfolio <id>", "id of the portfolio, or its beginning", idArgument)
    .option("--as-of <date>", "the last session up to this day (default: the latest)", dateArgument)
    .option(
      "--shocks <list>",
      'factor:size by semicolons, such as "Market:-0.2;Size:-0.05a;Interest_Rate:+100bp;Implied_Volatility:+0.5"',
      shocksArgument,
    )
    .option(
      "--loss <fraction>",
      "the most plausible factor move that costs this part of NAV",
      fractionArgument,
    )
    .action(
      action((options: StressOptions) => {
        if ((options.shocks === undefined) === (options.loss === undefined))
          throw new SigmaSightError("USAGE", "give either --shocks or --loss");
        return withPlatform(cli, { worker: false }, async (session) => {
          const { platform } = session;
          const user = await sessionUser(session, options);
          const portfolioId = await findPortfolioId(platform.database.api.db, user.id, options.portfolio);
          const asOf = options.asOf ?? null;
          const shown =
            options.shocks === undefined
              ? reverseRows(
                  await readReverseStress(platform, portfolioId, asOf, options.loss!),
                  options.loss!,
                )
              : customRows(await readCustomStress(platform, portfolioId, asOf, options.shocks));
          if (shown === null)
            throw new SigmaSightError("NOT_FOUND", "nothing is stored for this portfolio and session", {
              hint: "Compute it with `sigmasight run`, or ask for a later session.",
            });
          if (options.json) {
            printJson(cli, { portfolioId, asOf: shown.asOf, data: shown.data });
            return EXIT.ok;
          }
          printLine(cli, `as of ${shown.asOf}`);
          printTable(cli, shown.columns, shown.rows);
          for (const { code, message } of reasonsIn(shown.data)) printLine(cli, `${code}: ${message}`);
          return EXIT.ok;
        });
      }),
    );
};

type ShownStress = Omit<Shown, "note">;

function customRows(found: CustomStress | null): ShownStress | null {
  if (found === null) return null;
  const outcome = customStressOutcome(found);
  return {
    asOf: found.asOf,
    data: { shocks: found.notation, ...outcome },
    columns: STRESS_COLUMNS,
    rows: [["shocks", found.notation, null], ...stressInFull(outcome)],
  };
}

function reverseRows(found: ReverseStressAsOf | null, loss: number): ShownStress | null {
  if (found === null) return null;
  const outcome = reverseStressOutcome(found, loss);
  const { factorMoves, plausibility, revalued, convexity, notCovered } = outcome;
  return {
    asOf: found.asOf,
    data: outcome,
    columns: PAIRS,
    rows: [
      ["loss of NAV", percent(loss)],
      ["distance, standard deviations", decimals(plausibility.distance, 2)],
      ["nearer draws", percent(plausibility.percentile)],
      ...[...factorMoves].map(([name, move]) => [`${name} moves`, percent(move)]),
      ["options revalued, of NAV", revalued === null ? null : percent(revalued.percentageImpact / 100)],
      ["options revalued, USD", money(revalued?.dollarImpact ?? null)],
      ["options beside their delta", percent(convexity)],
      ["not covered", percent(notCovered)],
    ],
  };
}
