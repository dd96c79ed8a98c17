import { call } from "./api.js";

const form = document.querySelector("#register");
const message = document.querySelector("#message");
const secret = new URLSearchParams(location.search).get("token");
// The secret must not stay in the address bar and the history.
history.replaceState(null, "", "/setup");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void register();
});

async function register() {
  message.textContent = "";
  try {
    const fields = Object.fromEntries(new FormData(form));
    await call("POST", "/onboarding/register", { ...fields, setup_token: secret ?? "" });
    location.assign("/");
  } catch (error) {
    message.textContent = error.message;
  }
}
