"""The frame that the wheel turns in: agreements, forums, cooperation forms and governing documents."""
