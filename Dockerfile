# One process, nobody's root, everything it keeps under /data.
FROM python:3.13-slim AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-cache

FROM python:3.13-slim
RUN useradd --uid 10001 --create-home --home-dir /home/podhod podhod \
    && install -d -o podhod -g podhod -m 700 /data
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY main.py ./
COPY app app
COPY domain domain
COPY components components
COPY pages pages
COPY bot bot
COPY widget widget
RUN .venv/bin/python -m compileall -q main.py app domain components pages bot
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
USER podhod
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/readyz', timeout=2)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "main.py"]
CMD ["serve"]
