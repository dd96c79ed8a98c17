import { call, resume, signIn, signOut } from "./api.js";

const REFRESH_MS = 2_000;
const TOKEN_MS = 45 * 60_000;
const SVG = "http://www.w3.org/2000/svg";

const form = document.querySelector("#sign-in");
const section = document.querySelector("#portfolios");
const message = document.querySelector("#message");
const rows = document.querySelector("#rows");
const money = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
/** NAV series by portfolio and the session they reach, fetched again only when that changes. */
const histories = new Map();
let timer = null;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void attempt(async () => {
    await signIn(Object.fromEntries(new FormData(form)));
    form.reset();
    await show();
  });
});
document.querySelector("#sign-out").addEventListener("click", () => {
  void attempt(async () => {
    await signOut();
    askToSignIn();
  });
});
setInterval(() => attempt(async () => !section.hidden && !(await resume()) && askToSignIn()), TOKEN_MS);
void attempt(async () => ((await resume()) ? await show() : askToSignIn()));

async function attempt(work) {
  try {
    message.textContent = "";
    await work();
  } catch (error) {
    message.textContent = error.message;
    if (error.status === 401) askToSignIn();
  }
}

function askToSignIn() {
  clearTimeout(timer);
  histories.clear();
  rows.replaceChildren();
  section.hidden = true;
  form.hidden = false;
}

async function show() {
  const me = await call("GET", "/auth/me");
  document.querySelector("#who").textContent = me.is_admin ? `${me.email} (administrator)` : me.email;
  form.hidden = true;
  section.hidden = false;
  await update();
}

async function update() {
  clearTimeout(timer);
  const { portfolios } = await call("GET", "/portfolios");
  await Promise.all(portfolios.map(loadHistory));
  if (section.hidden) return;
  document.querySelector("#synthetic").hidden = !portfolios.some(({ market }) => market === "synthetic");
  rows.replaceChildren(...portfolios.map(portfolioRow));
  timer = setTimeout(() => attempt(update), REFRESH_MS);
}

async function loadHistory({ id, as_of: asOf }) {
  if (asOf === null || histories.get(id)?.asOf === asOf) return;
  const { snapshots } = await call("GET", `/data/portfolio/${id}/snapshots`);
  histories.set(id, { asOf, navs: snapshots.map((snapshot) => snapshot.net_asset_value) });
}

function portfolioRow(portfolio) {
  const { id, name, net_asset_value: nav, last_run: run } = portfolio;
  const active = run?.status === "queued" || run?.status === "running";
  const start = document.createElement("button");
  start.type = "button";
  start.textContent = "Calculate";
  start.setAttribute("aria-label", `Calculate ${name}`);
  start.disabled = active;
  start.addEventListener("click", () => {
    void attempt(async () => {
      await call("POST", `/portfolios/${id}/calculate`, {});
      await update();
    });
  });
  const row = document.createElement("tr");
  const number = cell(nav === null ? "not computed yet" : money.format(nav));
  number.className = "number";
  row.append(
    cell(portfolio.market === "synthetic" ? `${name} (synthetic)` : name),
    cell(portfolio.as_of ?? "–"),
    number,
    cell(sparkline(histories.get(id)?.navs ?? [], name)),
    cell(runText(run)),
    cell(start),
  );
  return row;
}

function runText(run) {
  if (run === null) return "never ran";
  const running = run.status === "running" || run.status === "queued";
  return running ? `${run.status}, ${Math.floor(run.percent_complete)} %` : run.status;
}

function cell(content) {
  const element = document.createElement("td");
  element.append(content);
  return element;
}

function sparkline(navs, name) {
  if (navs.length < 2) return "–";
  const low = Math.min(...navs);
  const span = Math.max(...navs) - low || 1;
  const points = navs.map((nav, index) => {
    const x = (160 * index) / (navs.length - 1);
    return `${x.toFixed(1)},${(38 - (36 * (nav - low)) / span).toFixed(1)}`;
  });
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 160 40");
  svg.setAttribute("width", "160");
  svg.setAttribute("height", "40");
  svg.setAttribute("role", "img");
  const label = `${name}: net asset value over ${navs.length} sessions, from ${money.format(navs[0])} to ${money.format(navs.at(-1))}`;
  svg.setAttribute("aria-label", label);
  const line = document.createElementNS(SVG, "polyline");
  line.setAttribute("points", points.join(" "));
  svg.append(line);
  return svg;
}
