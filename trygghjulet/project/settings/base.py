"""Settings of every installation, read from the environment; what is not set has a safe value."""

import os
import secrets

import dj_database_url

from trygghjulet.project.settings.home import home, secret_key
from trygghjulet.project.settings.mail import mail_server
from trygghjulet.project.settings.maps import map_tiles

# Polars keeps the memory that a large file needed, unless it is told, before it is loaded, to give it back.
os.environ.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:100,muzzy_decay_ms:0")

HOME = home(os.environ)
SECRET_KEY = secret_key(os.environ, HOME, make=lambda: secrets.token_urlsafe(50))
DEBUG = False
ALLOWED_HOSTS = os.environ.get("TRYGGHJULET_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DEMO = (HOME / "demo").exists()  # left there by the command that fills the example city

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "trygghjulet.foundation.ui",  # before allauth, so that its pages are ours
    "allauth",
    "allauth.account",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "trygghjulet.foundation.access",
    "trygghjulet.foundation.audit",
    "trygghjulet.foundation.geography",
    "trygghjulet.foundation.parties",
    "trygghjulet.foundation.gazetteer",
    "trygghjulet.foundation.rounds",
    "trygghjulet.foundation.jobs",
    "trygghjulet.foundation.inbox",
    "trygghjulet.cooperation.agreements",
    "trygghjulet.cooperation.forums",
    "trygghjulet.cooperation.forms",
    "trygghjulet.cooperation.governance",
    "trygghjulet.cooperation.referrals",
    "trygghjulet.cooperation.evaluations",
    "trygghjulet.steps.scanning",
    "trygghjulet.steps.field",
    "trygghjulet.steps.dialogues",
    "trygghjulet.steps.picture",
    "trygghjulet.steps.priorities",
    "trygghjulet.steps.causes",
    "trygghjulet.steps.measures",
    "trygghjulet.steps.followup",
    "trygghjulet.steps.feedback",
    "trygghjulet.steps.week",
    "trygghjulet.oversight.duties",
    "trygghjulet.oversight.annual_wheel",
    "trygghjulet.oversight.law",
    "trygghjulet.oversight.strategic_council",
    "trygghjulet.oversight.cases",
    "trygghjulet.oversight.planning",
    "trygghjulet.oversight.reminders",
    "trygghjulet.reports",
    "trygghjulet.sources",
    "trygghjulet.overview",
    "trygghjulet.public",
    "trygghjulet.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "trygghjulet.project.middleware.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "trygghjulet.project.middleware.SizeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "trygghjulet.foundation.parties.door.DoorMiddleware",
]

ROOT_URLCONF = "trygghjulet.project.urls"
WSGI_APPLICATION = "trygghjulet.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trygghjulet.foundation.ui.context.site",
                "trygghjulet.foundation.inbox.context.inbox",
            ],
            "builtins": ["trygghjulet.foundation.ui.templatetags.ui"],
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(default=f"sqlite:///{HOME / 'trygghjulet.sqlite3'}", conn_max_age=60),
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Acknowledged means on disk: write-ahead log with full sync; writers queue instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Signing in: local accounts by e-mail; nobody signs up by themselves.
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "trygghjulet.foundation.access.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "overview:start"
# Wrong passwords are counted by account; by address only widely, since a whole office can share one. The counts
# lie in a folder that all workers share, and the proxies in front say which address a request came from.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "300/m/ip",
    "login_failed": "300/m/ip,5/300s/key",
    "invited_answer": "60/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRYGGHJULET_PROXIES", "0"))
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": HOME / "cache"}
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "trygghjulet.foundation.access.passwords.Long", "OPTIONS": {"min_length": 12}},
    {"NAME": "trygghjulet.foundation.access.passwords.Uncommon"},
]

# Later work: a queue in the same database, done by `trygghjulet work`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Letters leave only where a mail server is named.
_MAIL = mail_server(os.environ)
EMAIL_HOST, EMAIL_PORT = _MAIL.host, _MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.user, _MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = _MAIL.starttls, _MAIL.tls, 30
MAIL_FROM = os.environ.get("TRYGGHJULET_MAIL_FROM", "") if _MAIL.host else ""
SITE_URL = os.environ.get("TRYGGHJULET_URL", "").rstrip("/")

# Swedish first.
LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = "trygghjulet.foundation.ui.formats"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "incoming"
OBSERVATIONS = HOME / "observations"
PHOTOS = HOME / "photos"  # of reports from the field; given out by a page that asks who may see them

# What a delivered file may weigh. A larger one is refused with a message that names the limit.
DELIVERY_MAX_BYTES = int(os.environ.get("TRYGGHJULET_DELIVERY_MAX_MB", "200")) * 1024 * 1024
DELIVERY_MAX_UNPACKED_BYTES = 10 * DELIVERY_MAX_BYTES
DELIVERY_MAX_ROWS = int(os.environ.get("TRYGGHJULET_DELIVERY_MAX_ROWS", "5000000"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

# Outside services: what they answered is kept here. Some installations may ask nobody, some must go through a proxy,
# and some have a service of their own in a network that no stranger may reach.
SERVICES = HOME / "services"
SERVICES_OFFLINE = os.environ.get("TRYGGHJULET_OFFLINE", "") == "1"
SERVICES_TRUSTED = [
    host.strip() for host in os.environ.get("TRYGGHJULET_OWN_SERVICES", "").split(",") if host.strip()
]
SERVICES_PROXY = os.environ.get("TRYGGHJULET_PROXY_OUT", "")

# Maps stand on our own areas; a municipality may set the address of its own map beneath them.
_TILES = map_tiles(os.environ)
MAP_TILES, MAP_CREDIT = _TILES.address, _TILES.credit

# The browser is told to load nothing from elsewhere and to run nothing that stands in a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "img-src": ["'self'", "data:", *filter(None, [_TILES.origin])],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
if os.environ.get("TRYGGHJULET_HTTPS", "") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
