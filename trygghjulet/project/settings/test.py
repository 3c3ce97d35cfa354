"""The suite's settings: quick password hashing, plain static files, a folder of its own."""

import os
import tempfile

if "TRYGGHJULET_HOME" not in os.environ:
    os.environ["TRYGGHJULET_HOME"] = tempfile.mkdtemp(prefix="trygghjulet-test-")
os.environ.setdefault("TRYGGHJULET_SECRET_KEY", "only-for-the-suite")

from trygghjulet.project.settings.base import *  # noqa: F403  # the home must be set before it is read

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False
SERVICES_OFFLINE = True  # nothing in the suite reaches the network; a test that asks plays recorded answers
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405  # from the settings above
    # The suite's base lies in memory, where who reads and who writes stand in each other's way; in a file they don't.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA read_uncommitted=1;"  # noqa: F405  # as above
