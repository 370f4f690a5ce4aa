# One image for both domains; docker-compose.yml says which one a container runs.
FROM node:24-slim

WORKDIR /app
ENV DATA_DIR=/data
# As scripts/server-memory.ts has it: docs/operations.md tells what for.
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=65536 MALLOC_TRIM_THRESHOLD_=65536 MALLOC_TOP_PAD_=0

# Manifests first, so that a change of the sources does not install everything again.
COPY package.json package-lock.json ./
COPY shared/package.json shared/
COPY storefront/package.json storefront/
COPY shopping-domain/package.json shopping-domain/
COPY checkout-domain/package.json checkout-domain/
# Not run here, but named in the lock file.
COPY commerce-emulator/package.json commerce-emulator/
COPY hybrid-store/package.json hybrid-store/
RUN npm ci --omit=dev && npm cache clean --force

COPY shared/src shared/src
COPY storefront/src storefront/src
COPY storefront/assets storefront/assets
COPY shopping-domain/src shopping-domain/src
COPY checkout-domain/src checkout-domain/src
COPY scripts/healthcheck.ts scripts/

RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 8080 8443

ENTRYPOINT ["node", "--conditions=@domain-bridge/source", "--max-semi-space-size=2", "--heap-growing-percent=20", "--optimize-for-size"]
CMD ["shopping-domain/src/main.ts"]
