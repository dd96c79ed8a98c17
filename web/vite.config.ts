import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const ROOT = import.meta.dirname;

/** Where `npm run web:dev` finds the API. */
const API = process.env.SIGMASIGHT_API ?? "http://127.0.0.1:8080";

/** Beside each text file a compressed one, which the server sends to those who take it. */
function compressed(): Plugin {
  let directory = "";
  return {
    name: "compressed",
    apply: "build",
    configResolved({ root, build }) {
      directory = path.resolve(root, build.outDir);
    },
    closeBundle() {
      for (const entry of readdirSync(directory, { recursive: true })) {
        const file = path.join(directory, String(entry));
        if (/\.(?:js|css|html|svg)$/.test(file))
          writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      }
    },
  };
}

export default defineConfig({
  root: ROOT,
  plugins: [react(), tailwindcss(), compressed()],
  resolve: { alias: { "@": path.join(ROOT, "src") } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
  },
  server: { host: "127.0.0.1", port: 5173, strictPort: true, proxy: { "/api": { target: API } } },
});
