import {
  type CustomStress,
  type ReverseStressAsOf,
  readCustomStress,
  readReverseStress,
} from "#app/custom-stress.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { factorsOf } from "#core/factors/factor-table.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
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
import { type Cell, decimals, money, percent, printJson, printLine, printTable } from "../output.ts";
import { byJointFactor } from "../views/stress.ts";
import { PAIRS } from "../views/view.ts";
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
              ? reverseRows(await readReverseStress(platform, portfolioId, asOf, options.loss!))
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
          printTable(cli, PAIRS, shown.rows);
          return EXIT.ok;
        });
      }),
    );
};

interface ShownStress {
  readonly asOf: string;
  readonly data: unknown;
  readonly rows: readonly (readonly Cell[])[];
}

function customRows(found: CustomStress | null): ShownStress | null {
  if (found === null) return null;
  const { book, direct, correlated, plausibility, shocks, notation } = found;
  const moved = isNoEstimate(correlated) ? null : correlated;
  const distance = isNoEstimate(plausibility) ? null : plausibility.distance;
  return {
    asOf: found.asOf,
    data: {
      shocks: notation,
      factorShocks: byJointFactor(shocks.factorReturns),
      direct: { pnl: direct.pnl, byFactor: byJointFactor(direct.byFactor), convexity: direct.convexity },
      correlated:
        moved === null
          ? null
          : {
              pnl: moved.pnl,
              moves: byJointFactor(moved.factorReturns),
              byFactor: byJointFactor(moved.byFactor),
              convexity: moved.convexity,
            },
      plausibility,
      notCovered: book.uncoveredWeight,
    },
    rows: [
      ["shocks", notation],
      ["correlated, USD", moved === null ? null : money(moved.pnl * book.nav)],
      ["of NAV", moved === null ? null : percent(moved.pnl)],
      ["direct, of NAV", percent(direct.pnl)],
      ["options beside their delta", moved === null ? null : percent(moved.convexity)],
      ["distance, standard deviations", decimals(distance, 1)],
      ["not covered", percent(book.uncoveredWeight)],
      ...factorsOf("joint").map(({ name }, k) => [
        `${name} moves, contributes`,
        moved === null ? null : `${percent(moved.factorReturns[k]!)}, ${percent(moved.byFactor[k]!) ?? "–"}`,
      ]),
    ],
  };
}

function reverseRows(found: ReverseStressAsOf | null): ShownStress | null {
  if (found === null) return null;
  const { result, book, asOf } = found;
  if (isNoEstimate(result)) return { asOf, data: result, rows: [["no estimate", result.reason]] };
  const { loss, factorReturns, plausibility, revalued } = result;
  return {
    asOf,
    data: {
      loss,
      moves: byJointFactor(factorReturns),
      plausibility,
      revalued: revalued.pnl,
      convexity: revalued.convexity,
      notCovered: book.uncoveredWeight,
    },
    rows: [
      ["loss of NAV", percent(loss)],
      ["distance, standard deviations", decimals(plausibility.distance, 2)],
      ["nearer draws", percent(plausibility.percentile)],
      ...factorsOf("joint").map(({ name }, k) => [`${name} moves`, percent(factorReturns[k]!)]),
      ["options revalued, of NAV", percent(revalued.pnl)],
      ["not covered", percent(book.uncoveredWeight)],
    ],
  };
}
