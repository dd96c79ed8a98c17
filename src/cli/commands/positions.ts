import { readValuedPositions } from "#app/analytics-as-of.ts";
import { toFloat } from "#core/money/decimal.ts";
import { dateArgument, idArgument, type JsonOption, reading, type UserOption } from "../arguments.ts";
import { type CommandModule, EXIT } from "../cli.ts";
import { findPortfolioId } from "../find-id.ts";
import { decimals, money, percent, printJson, printTable } from "../output.ts";
import { sessionUser, withPlatform } from "../with-platform.ts";

interface PositionsOptions extends JsonOption, UserOption {
  readonly portfolio: string;
  readonly asOf?: string;
}

export const positionsCommand: CommandModule = (program, cli, action) => {
  const positions = program.command("positions").description("positions: list");
  reading(positions.command("list").description("lots with their latest price, value, weight and P&L"))
    .requiredOption("--portfolio <id>", "id of the portfolio, or its beginning", idArgument)
    .option("--as-of <date>", "the last session up to this day (default: the latest)", dateArgument)
    .action(
      action((options: PositionsOptions) =>
        withPlatform(cli, { worker: false }, async (session) => {
          const { platform } = session;
          const user = await sessionUser(session, options);
          const rows = await readValuedPositions(
            platform,
            await findPortfolioId(platform.database.api.db, user.id, options.portfolio),
            options.asOf ?? null,
          );
          if (options.json) {
            const numbers = rows.map(({ quantity, entryPrice, exitPrice, mark, option, ...row }) => ({
              ...row,
              quantity: toFloat(quantity),
              entryPrice: numberOf(entryPrice),
              exitPrice: numberOf(exitPrice),
              mark: numberOf(mark),
              underlyingSymbol: option?.underlying ?? null,
              strikePrice: numberOf(option?.strike ?? null),
              expirationDate: option?.expiration ?? null,
              optionType: option?.type ?? null,
            }));
            printJson(cli, { positions: numbers });
            return EXIT.ok;
          }
          printTable(
            cli,
            [
              { title: "symbol" },
              { title: "sector" },
              { title: "entered" },
              { title: "exited" },
              { title: "quantity", right: true },
              { title: "price", right: true },
              { title: "from" },
              { title: "value, USD", right: true },
              { title: "weight", right: true },
              { title: "unrealised", right: true },
            ],
            rows.map((row) => [
              row.symbol,
              row.sector,
              row.entryDate,
              row.exitDate,
              row.heldQuantity ?? row.quantity,
              decimals(row.price),
              row.priceSource,
              money(row.marketValue),
              percent(row.weight),
              money(row.unrealizedPnl),
            ]),
          );
          return EXIT.ok;
        }),
      ),
    );
};

function numberOf(decimal: string | null): number | null {
  return decimal === null ? null : toFloat(decimal);
}
