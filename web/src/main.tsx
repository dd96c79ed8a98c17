import "./styles.css";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { router } from "./router.tsx";

const element = document.querySelector("#root");
if (element === null) throw new Error("the page has no #root");

createRoot(element).render(<App router={router} />);
