# Raconteur in a container: docs/containers.md.
# Debian, Python and Node are those that the tests run on; within these, the newest of each day.

FROM docker.io/library/node:20-bookworm-slim AS page
WORKDIR /page
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY frontend/ ./
RUN npm run build

FROM docker.io/library/python:3.11-slim-bookworm AS packages
WORKDIR /source
RUN python3 -m venv /opt/raconteur/venv
COPY requirements.lock ./
RUN /opt/raconteur/venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md ./
COPY raconteur/ raconteur/
RUN /opt/raconteur/venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .
COPY --from=page /page/dist /opt/raconteur/page
RUN /opt/raconteur/venv/bin/python -m whitenoise.compress --quiet /opt/raconteur/page
# "yes": the model in the box (93 MB) is in the image, and not fetched at the first start.
ARG MODEL=no
RUN if [ "$MODEL" = yes ]; then \
        RACONTEUR_DATA_DIR=/opt/raconteur/box /opt/raconteur/venv/bin/raconteur models fetch; \
    fi

FROM docker.io/library/python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="Raconteur" \
      org.opencontainers.image.description="A self-hosted storyteller" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"
# "yes": with pg_dump and pg_restore, for backups of a PostgreSQL. The model's library needs libgomp1.
ARG POSTGRESQL=no
# Debian keeps one version of a package in a release, so none is named.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgomp1 \
    && if [ "$POSTGRESQL" = yes ]; then \
        apt-get install -y --no-install-recommends postgresql-client; \
    fi \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin raconteur \
    && install -d -o raconteur -g raconteur -m 0700 /data
COPY --from=packages /opt/raconteur /opt/raconteur
COPY --chmod=0555 ops/containers/start.sh /usr/local/bin/raconteur-start
COPY --chmod=0444 ops/containers/healthy.py /opt/raconteur/healthy.py
ENV PATH=/opt/raconteur/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    RACONTEUR_DATA_DIR=/data \
    RACONTEUR_HOST=0.0.0.0 \
    RACONTEUR_OLLAMA_URL= \
    RACONTEUR_PAGE_DIR=/opt/raconteur/page \
    RACONTEUR_PUBLIC_URL=http://localhost:5000
# A file .env in the volume is read there.
WORKDIR /data
VOLUME ["/data"]
EXPOSE 5000
USER 10001:10001
HEALTHCHECK --interval=30s --timeout=5s --start-period=120s --retries=3 \
    CMD ["python3", "-I", "/opt/raconteur/healthy.py"]
CMD ["raconteur-start"]
