// `npm run web:build`.
import path from "node:path";
import { ensureWeb } from "./ensure-web.mjs";
import { findNode } from "./pinned-node.mjs";

const root = path.resolve(import.meta.dirname, "..");
ensureWeb(root, findNode(root) ?? process.execPath);
