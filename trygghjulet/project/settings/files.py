"""Settings of commands that work on files alone: no database, no folder of their own, only the sources."""

import secrets

SECRET_KEY = secrets.token_urlsafe(50)
INSTALLED_APPS = ["trygghjulet.sources"]
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
LANGUAGE_CODE = "sv"
