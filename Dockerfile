# Mayak as one small image: non-root, read-only friendly (only /data is written to). What it is made of is named by
# digest, so that nobody can put something else under its name; docs/operating.md tells how to take newer ones.
FROM caddy:2.11.4-alpine@sha256:5f5c8640aae01df9654968d946d8f1a56c497f1dd5c5cda4cf95ab7c14d58648 AS proxy
# Its program carries a right in its file, and a container without capabilities could not start it.
RUN setcap -r /usr/bin/caddy && chown -R 10002:10002 /config /data
USER 10002

FROM python:3.13.15-slim-trixie@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b AS build
WORKDIR /src
COPY pyproject.toml constraints-build.txt constraints-run.txt README.md LICENSE ./
COPY bot bot
COPY simulator simulator
COPY content content
COPY quizzes quizzes
COPY locales locales
# uv holds every package to the lock's version and hash. Compiled bytecode, packs and phrase lists make the first start
# as quick as later ones.
RUN python -m venv /opt/mayak \
    && pip install --no-cache-dir --require-hashes -r constraints-build.txt \
    && uv pip install --no-cache --compile-bytecode --python /opt/mayak/bin/python \
       --build-constraint constraints-build.txt --constraint constraints-run.txt ".[scaled,proxy]"
# Elsewhere than beside the source: what is installed is compiled.
WORKDIR /
RUN /opt/mayak/bin/python -m bot compile

FROM python:3.13.15-slim-trixie@sha256:7c61056e61ac89e852de05f3dc6fa51a6dd2181797bceed46aa725dd7cb2cd3b
# Letters that are joined (Arabic) and lines from right to left in pictures: Pillow loads it by itself.
# Debian keeps one version of a package at a time, so a pinned one would stop every later build.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends libfribidi0 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data --create-home mayak
COPY --from=build /opt/mayak /opt/mayak
ENV PATH=/opt/mayak/bin:$PATH PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/bot.sqlite KEY_FILE=/data/bot.key LISTEN=:8080
WORKDIR /data
VOLUME /data
USER 10001
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/readyz', timeout=4)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
