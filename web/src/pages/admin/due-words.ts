const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far an instant is from now: `in 2 h`, `in 3 days`, `overdue by 5 min`. */
export function dueWords(at: string, now: string): string {
  const seconds = (Date.parse(at) - Date.parse(now)) / 1000;
  const length = roughly(Math.abs(seconds));
  return seconds >= 0 ? `in ${length}` : `overdue by ${length}`;
}

function roughly(seconds: number): string {
  if (seconds < HOUR) return `${Math.max(1, Math.round(seconds / MINUTE))} min`;
  if (seconds < 2 * DAY) return `${Math.round(seconds / HOUR)} h`;
  return `${Math.round(seconds / DAY)} days`;
}
