import { useSyncExternalStore } from "react";

/** What this browser remembers of its reader. */
interface Preferences {
  readonly theme: "system" | "light" | "dark";
  /** Whether amounts are hidden, as when others look on. */
  readonly masked: boolean;
}

const listeners = new Set<() => void>();
const systemDark = matchMedia("(prefers-color-scheme: dark)");
/** Paper is white, whatever the theme. */
const paper = matchMedia("print");
let current: Preferences = {
  theme: asTheme(localStorage.getItem("sigmasight.theme")),
  masked: localStorage.getItem("sigmasight.masked") === "yes",
};

systemDark.addEventListener("change", () => apply());
paper.addEventListener("change", () => apply());

export function setTheme(theme: Preferences["theme"]): void {
  localStorage.setItem("sigmasight.theme", theme);
  current = { ...current, theme };
  apply();
}

export function setMasked(masked: boolean): void {
  localStorage.setItem("sigmasight.masked", masked ? "yes" : "no");
  current = { ...current, masked };
  announce();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences, preferences);
}

/** The theme in force, whoever chose it. */
export function useIsDark(): boolean {
  return useSyncExternalStore(subscribe, isDark, isDark);
}

function preferences(): Preferences {
  return current;
}

function isDark(): boolean {
  if (paper.matches) return false;
  return current.theme === "dark" || (current.theme === "system" && systemDark.matches);
}

function apply(): void {
  document.documentElement.classList.toggle("dark", isDark());
  announce();
}

function announce(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function asTheme(text: string | null): Preferences["theme"] {
  return text === "light" || text === "dark" ? text : "system";
}
