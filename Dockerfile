FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    BOT_DATABASE=/app/data/bot.db \
    BOT_CONTENT=/app/content \
    BOT_LISTEN=127.0.0.1:8080 \
    SQLITE_TMPDIR=/app/data

WORKDIR /app

COPY requirements/run.txt requirements/run.txt
RUN pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore --require-hashes \
        -r requirements/run.txt

COPY bot bot
COPY content content

# The bot owns its data folder and nothing else.
RUN python -m compileall -q bot \
    && groupadd --gid 10001 bot \
    && useradd --uid 10001 --gid bot --no-create-home --no-log-init --shell /usr/sbin/nologin bot \
    && install --directory --owner=bot --group=bot --mode=0700 data
USER 10001:10001

# Everything is written there, and nothing elsewhere: the rest may be read-only. SQLite's temporary files too, which
# can be as large as the database.
VOLUME ["/app/data"]
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=15s --start-period=60s CMD ["python", "-m", "bot", "health"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
