# SigmaSight's server and its workers, one image: docs/operations.md. The database is not in it; DATABASE_URL names one.

# Packages the program runs on: without tools, and without the embedded PostgreSQL and the pinned Node, which are optional.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

# The web app, built with the tools that the image itself does without.
FROM node:24-slim AS web
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY scripts ./scripts
# The app reads files as the server does, with the same code.
COPY src/core ./src/core
COPY web ./web
RUN node scripts/build-web.mjs

FROM node:24-slim
ENV NODE_ENV=production \
    MALLOC_ARENA_MAX=2 \
    HOST=0.0.0.0 \
    PORT=8080
WORKDIR /app
# All of it belongs to root: the program only reads it.
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY migrations ./migrations
COPY demo ./demo
COPY deploy/healthcheck.mjs ./deploy/healthcheck.mjs
COPY src ./src
COPY --from=web /app/web/dist ./web/dist
USER node
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=90s --retries=3 CMD ["node", "deploy/healthcheck.mjs"]
ENTRYPOINT ["node", "--max-semi-space-size=8", "src/main.ts"]
CMD ["serve"]
