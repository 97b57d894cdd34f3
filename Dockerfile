# Mayak as one small image: non-root, read-only friendly (only /data is written to).
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml constraints-build.txt constraints-run.txt README.md LICENSE ./
COPY bot bot
COPY content content
COPY quizzes quizzes
COPY locales locales
# uv holds every package to the lock's version and hash; compiled bytecode makes the first start as quick as later ones.
RUN python -m venv /opt/mayak \
    && pip install --no-cache-dir --require-hashes -r constraints-build.txt \
    && uv pip install --no-cache --compile-bytecode --python /opt/mayak/bin/python \
       --build-constraint constraints-build.txt --constraint constraints-run.txt ".[scaled,proxy]"

FROM python:3.13-slim
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
