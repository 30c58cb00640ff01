"""Settings of the archive, all from the environment; docs/settings.md lists them.

The defaults run the embedded archive on one machine for its own user. PRODUCTION=1 requires the other settings, and
refuses to start while one of them is unsafe.
"""

import logging
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from newsarchive.engines import connection
from newsarchive.logs import logging_settings
from newsarchive.safety import unsafe
from newsarchive.secret import kept_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent

# SECRET_KEY_FILE=/path, and the same for other settings, reads the value from a file.
env = environ.FileAwareEnv()
environ.Env.read_env(BASE_DIR / ".env")

# The folder of everything that the program writes.
VAR = Path(env.str("ARCHIVE_VAR", default="") or BASE_DIR / "var").resolve()
VAR.mkdir(parents=True, exist_ok=True)

PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or (None if PRODUCTION else kept_secret_key(VAR))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
REQUIRE_LOGIN = env.bool("REQUIRE_LOGIN", default=False)
TIME_ZONE = env.str("TIME_ZONE", default="Asia/Riyadh")

METRICS_TOKEN = env.str("METRICS_TOKEN", default="").strip()
LOGGING = logging_settings(env.str("LOG_LEVEL", default="info" if PRODUCTION else "warning"), as_json=PRODUCTION)
logging.captureWarnings(PRODUCTION)

# Database
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'archive.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # Large sorts are made in memory, so that a full disk stops no reader.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA temp_store=MEMORY;",
    }
else:
    # Each thread keeps its connection for ten minutes, and checks before each request that it still works.
    DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if PRODUCTION:
    names = unsafe(
        debug=DEBUG,
        key=SECRET_KEY,
        hosts=ALLOWED_HOSTS,
        origins=CSRF_TRUSTED_ORIGINS,
        database=DATABASES["default"],
        token=METRICS_TOKEN,
    )
    if names:
        raise ImproperlyConfigured(
            f"PRODUCTION=1 will not start with these settings as they are: {', '.join(names)}. DEBUG must be off, "
            "SECRET_KEY at least 50 random characters, ALLOWED_HOSTS the names the archive is reached by, "
            "CSRF_TRUSTED_ORIGINS https addresses, the database's password none that can be guessed, METRICS_TOKEN "
            "empty or at least 20 characters (see docs/settings.md)."
        )
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    # HSTS is set for the archive's own host only. The subdomains, and the browsers' preload list, which is hard to
    # leave, are a decision of the domain's owner.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True

INSTALLED_APPS = [
    "newsarchive",
    "pages",
    "search",
    "articles",
    "haystack",
    "simple_history",
    "axes",
    "csp",
    "django_htmx",
    "django_prometheus",
    "newsarchive.apps.ArchiveAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "newsarchive.probes.ProbesMiddleware",
    "newsarchive.middleware.RequestLogMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "newsarchive.middleware.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "newsarchive.middleware.QueryLimitMiddleware",
    "newsarchive.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsarchive.middleware.RequireLoginMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "newsarchive.urls"
WSGI_APPLICATION = "newsarchive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.tz",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Search
LEXICON_DIR = Path(env.str("LEXICON_DIR", default="") or VAR / "lexicon").resolve()
LEXICON_DATABASE = env.str("LEXICON_DATABASE", default="")
INDEX_DIR = VAR / "index"
INDEX_ON_COMMIT = env.bool("INDEX_ON_COMMIT", default=True)
INDEXER_METRICS = env.str("INDEXER_METRICS", default="")
HAYSTACK_CONNECTIONS = {
    "default": connection(
        env.str("SEARCH_URL", default=""),
        VAR,
        USER=env.str("OPENSEARCH_USER", default=""),
        PASSWORD=env.str("OPENSEARCH_PASSWORD", default=""),
        CA=env.str("OPENSEARCH_CA", default=""),
        SHARDS=env.int("OPENSEARCH_SHARDS", default=3),
        REPLICAS=env.int("OPENSEARCH_REPLICAS", default=1),
    ),
}

# Imports and forms
QUESTION_SECONDS = env.float("QUESTION_SECONDS", default=2.0)
MAX_BODY_CHARACTERS = env.int("MAX_BODY_CHARACTERS", default=200_000)

# Accounts
AUTHENTICATION_BACKENDS = ["newsarchive.logins.LimitedBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
# Of one name at one address; the other limits are in newsarchive/logins.py.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_HANDLER = "newsarchive.logins.LoginLimits"
AXES_CLIENT_IP_CALLABLE = "newsarchive.logins.counted_address"
AXES_LOCKOUT_CALLABLE = "newsarchive.logins.refused"

# Languages: Arabic first, English as the alternative.
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [VAR / "locale"]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["newsarchive.formats"]

# Static files and headers
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR / "static"
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
