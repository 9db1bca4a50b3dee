# A tag can be moved, a digest cannot; docs/operations.md says where it is from and how it is checked.
ARG NODE_IMAGE=node:26.10.0-bookworm-slim@sha256:662933cf47f013bc8e4beb31a6116448427a82057ba7c42c97e4c5ba766504c2

FROM ${NODE_IMAGE} AS install
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY src/store/no-better-sqlite3.tgz ./src/store/
# Optional are the Node that the image has already, and what draws PDF files, which are only read here.
RUN npm ci --omit=dev --omit=optional

FROM ${NODE_IMAGE}
# The last three as src/launch.mjs sets them, which says why.
ENV NODE_ENV=production JIANBAO_DATA=/data \
  MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072
WORKDIR /app
RUN mkdir --mode=0700 /data && chown node:node /data
COPY --from=install /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src
COPY config ./config
USER node
VOLUME /data
# /readyz, wherever it listens: the bot notes its address beside its data. Loopback inside the container unless STATUS_HOST says otherwise.
HEALTHCHECK --interval=60s --timeout=5s --start-period=60s CMD ["node", "src/probe.ts"]
CMD ["node", "--max-semi-space-size=4", "--heap-growing-percent=20", "src/main.ts"]
