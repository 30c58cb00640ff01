# One image for the web processes, the indexer and the preparation of a release (deploy/compose.yml).
FROM python:3.11.13-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# The user that serves the public owns only the folder that the archive writes to.
RUN groupadd --system --gid 10001 archive \
 && useradd --system --uid 10001 --gid archive --home-dir /tmp --shell /usr/sbin/nologin archive \
 && install -d -o archive -g archive /var/lib/archive

WORKDIR /srv/archive
# requirements.txt is complete. Some packages declare further dependencies that are never imported.
COPY requirements.txt ./
RUN pip install --no-deps --require-hashes -r requirements.txt
COPY . ./
# Readable to all, whatever the umask of whoever cloned it.
RUN chmod -R a+rX . && python -m compileall -q arabic articles newsarchive pages search

# The lexicon, the translations and the static files are not in the image. `serve --prepare-only` writes them to
# ARCHIVE_VAR at each release, and they stay there. So learned weights are kept, the lexicon is rebuilt only if its
# sources have changed, and pages that were sent before the release still find their static files.
ENV HOME=/tmp ARCHIVE_VAR=/var/lib/archive BIND=0.0.0.0:8000 PRODUCTION=1 INDEX_ON_COMMIT=0
VOLUME /var/lib/archive
USER archive
EXPOSE 8000
CMD ["python", "-m", "gunicorn", "-c", "python:newsarchive.gunicorn", "newsarchive.wsgi"]
