"""News of events from the open interface of Polisen: what happened in a region, never where."""
