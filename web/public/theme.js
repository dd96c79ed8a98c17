// Before the first paint: the theme that was chosen, else the system's.
const chosen = localStorage.getItem("sigmasight.theme");
const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.classList.toggle("dark", dark);
