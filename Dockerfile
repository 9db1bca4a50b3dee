FROM node:24.21.0-bookworm-slim AS install
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production JIANBAO_DATA=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=install /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src
COPY config ./config
USER node
VOLUME /data
# The preview page and /healthz listen on loopback inside the container.
HEALTHCHECK --interval=60s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4100/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/main.ts"]
