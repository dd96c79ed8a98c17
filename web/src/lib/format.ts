/** What stands where a number is unknown and no reason is at hand. */
export const NONE = "–";

const MINUS = "\u2212";
/** Keeps a number and its unit on one line. */
const THIN = "\u202f";

const money = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });
const quantity = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });

/** USD with cents, without the currency: its name belongs in the header. */
export function formatMoney(value: number): string {
  return withMinus(money.format(value));
}

/** USD in whole dollars. */
export function formatDollars(value: number): string {
  return withMinus(whole.format(value));
}

/** USD in three digits and a letter: 5.66M. For axes and headlines. */
export function formatCompact(value: number): string {
  return withMinus(compact.format(value));
}

export function formatQuantity(value: number): string {
  return withMinus(quantity.format(value));
}

/** A fraction as percent: 0.0123 is `1.23 %`. */
export function formatPercent(fraction: number, digits = 2): string {
  return formatPercentage(fraction * 100, digits);
}

/** What already is in percent: 1.23 is `1.23 %`. */
export function formatPercentage(percent: number, digits = 2): string {
  return `${formatNumber(percent, digits)}${THIN}%`;
}

export function formatNumber(value: number, digits = 2): string {
  const text = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
  return withMinus(/^-0(?:\.0+)?$/.test(text) ? text.slice(1) : text);
}

/** Any formatted number with its sign, + included. */
export function signed(value: number, format: (value: number) => string): string {
  const text = format(Math.abs(value));
  if (!/[1-9]/.test(text)) return text;
  return `${value < 0 ? MINUS : "+"}${text}`;
}

/** Seconds as people say them: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 10) return `${formatNumber(seconds, 1)} s`;
  const total = Math.round(seconds);
  if (total < 60) return `${total} s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return total % 60 === 0 ? `${minutes} min` : `${minutes} min ${total % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const day = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** A session: `25 Nov 2026`. */
export function formatDate(date: string): string {
  return day.format(new Date(`${date}T00:00:00Z`));
}

/** A session of a year that is known: `25 Nov`. */
export function formatDay(date: string): string {
  return formatDate(date).replace(/ \d{4}$/, "");
}

const moment = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** An instant in the reader's time zone. */
export function formatInstant(instant: string): string {
  return moment.format(new Date(instant));
}

/** `1 position`, `13 positions`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${whole.format(number)} ${number === 1 ? noun : plural}`;
}

function withMinus(text: string): string {
  return text.replace("-", MINUS);
}
