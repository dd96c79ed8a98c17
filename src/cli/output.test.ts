import { expect, test } from "vitest";
import type { Cli } from "./cli.ts";
import { printLine, printTable } from "./output.ts";

function printed(print: (cli: Cli) => void): string {
  const parts: string[] = [];
  const cli: Pick<Cli, "stdout"> = { stdout: { write: (part) => void parts.push(part) } };
  print(cli as Cli);
  return parts.join("");
}

test("what others wrote cannot command the terminal", () => {
  const name = "a\u001b[2Jb\u009b31mc\rd\u0007\u0000";
  expect(printed((cli) => printTable(cli, [{ title: "name" }], [[name]]))).toBe(
    "name\na\ufffd[2Jb\ufffd31mc\ufffdd\ufffd\ufffd\n",
  );
  expect(printed((cli) => printLine(cli, "two\nlines\tand a tab"))).toBe("two\nlines\tand a tab\n");
});
