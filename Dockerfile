# The bot with Debian's own Chromium, as a user without rights.

FROM node:24-bookworm-slim AS build
# better-sqlite3 is compiled here where there is no prebuilt one for the machine; none of this reaches the image.
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 make g++ \
 && apt-get clean && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV PUPPETEER_SKIP_DOWNLOAD=1
COPY package.json package-lock.json .npmrc .puppeteerrc.cjs ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY commands commands
COPY src src
RUN npm run build && npm prune --omit=dev && rm -f dist/.tsbuildinfo

FROM node:24-bookworm-slim
# tini: the browser's orphans need somebody who waits for them. Fonts: WhatsApp Web measures text, emoji included.
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium tini fonts-liberation fonts-noto-color-emoji \
 && apt-get clean && rm -rf /var/lib/apt/lists/* \
 && install -d -o node -g node -m 0700 /data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
# A container's default profile lets an ordinary user make no namespaces, so Chromium cannot build its sandbox and would
# not start; the container is the wall instead.
ENV NODE_ENV=production \
    DATA_DIR=/data \
    PUPPETEER_SKIP_DOWNLOAD=1 \
    PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium \
    CHROMIUM_ARGS=--no-sandbox
USER node
# With the slash: buildah 1.28 lays an empty volume of its own over one that is given for the very same path.
VOLUME /data/
EXPOSE 8420
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HTTP_PORT || 8420}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
# -s: also right when the engine brings an init of its own, as compose.yaml asks it to.
ENTRYPOINT ["/usr/bin/tini", "-s", "--", "node", "/app/dist/src/cli.js"]
CMD ["start"]
