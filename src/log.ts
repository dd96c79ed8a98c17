import { type Logger, pino } from "pino";

export type Log = Logger;

/** Where secrets can sit in what is logged; their values are replaced. */
const SECRETS = [
  "password",
  "token",
  "authorization",
  "cookie",
  "*.password",
  "*.token",
  "*.authorization",
  "*.cookie",
  "req.headers.authorization",
  "req.headers.cookie",
  'res.headers["set-cookie"]',
];

/** The program's log: JSON lines on stderr, or readable text where a person watches. */
export function createLog(options: { readonly level: string; readonly pretty: boolean }): Log {
  const redact = { paths: SECRETS, censor: "[secret]" };
  if (!options.pretty) return pino({ level: options.level, redact }, pino.destination(2));
  return pino({
    level: options.level,
    redact,
    transport: {
      target: "pino-pretty",
      options: { destination: 2, ignore: "pid,hostname", translateTime: "SYS:HH:MM:ss" },
    },
  });
}
