/** Sessions of history fetched before the first session of a scope, so that no window depends on who asked first. */
export const HISTORY_SESSIONS = 840;
