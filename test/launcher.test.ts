import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");

let clone: string;

beforeEach(() => {
  clone = mkdtempSync(path.join(os.tmpdir(), "sigmasight-clone-"));
  for (const directory of ["bin", "scripts"]) mkdirSync(path.join(clone, directory));
  for (const file of ["bin/sigmasight", "scripts/ensure-install.mjs", "scripts/pinned-node.mjs"]) {
    copyFileSync(path.join(ROOT, file), path.join(clone, file));
  }
  write("package.json", '{ "type": "module" }');
  write("package-lock.json", "{}");
  write(
    "src/main.ts",
    "const said: string = process.argv.slice(2).join(); console.log(said); process.exitCode = 7;",
  );
  // An npm that only says where it was called and, as npm does at the end, writes its marker.
  write(
    "path/npm",
    '#!/bin/sh\necho "npm $*"\nmkdir -p node_modules && touch node_modules/.package-lock.json\n',
  );
  chmodSync(path.join(clone, "path/npm"), 0o755);
});

afterEach(() => rmSync(clone, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(clone, file)), { recursive: true });
  writeFileSync(path.join(clone, file), text);
}

function run(file: string, ...args: string[]): { stdout: string; stderr: string; status: number | null } {
  const { npm_execpath: _, ...env } = process.env;
  return spawnSync(process.execPath, [file, ...args], {
    cwd: os.tmpdir(),
    encoding: "utf8",
    env: { ...env, PATH: `${path.join(clone, "path")}:${env.PATH}` },
  });
}

const install = () => run(path.join(clone, "scripts/ensure-install.mjs"));
const INSTALLS = "npm ci --no-audit --no-fund";

describe("ensure-install", () => {
  it("installs on a fresh clone, from whatever directory, and only once", () => {
    expect(install().stderr).toContain(INSTALLS);
    expect(install().stderr).toBe("");
  });

  it("installs again when the lock file is newer than the install", () => {
    install();
    const later = Date.now() / 1000 + 10;
    utimesSync(path.join(clone, "package-lock.json"), later, later);
    expect(install().stderr).toContain("package-lock.json has changed");
  });

  it("ends with npm's code when npm fails", () => {
    write("path/npm", "#!/bin/sh\necho broken >&2\nexit 3\n");
    expect(install()).toMatchObject({ status: 3, stderr: expect.stringContaining("broken") });
  });
});

describe("bin/sigmasight", () => {
  it("runs the program with its arguments and exit code through a link, with a clean standard output", () => {
    const link = path.join(clone, "path/sigmasight");
    symlinkSync(path.join(clone, "bin/sigmasight"), link);
    const result = run(link, "runs", "list");
    expect(result).toMatchObject({ stdout: "runs,list\n", status: 7 });
    expect(result.stderr).toContain(INSTALLS);
  });

  it("passes a signal on and ends by it", () => {
    write("src/main.ts", 'process.kill(process.ppid, "SIGTERM"); setTimeout(() => {}, 10_000);');
    expect(spawnedBySignal()).toBe("SIGTERM");
  });

  function spawnedBySignal(): string | null {
    const { signal } = spawnSync(process.execPath, [path.join(clone, "bin/sigmasight")], {
      env: { ...process.env, PATH: `${path.join(clone, "path")}:${process.env.PATH}` },
      timeout: 8_000,
      killSignal: "SIGKILL",
    });
    return signal;
  }
});
