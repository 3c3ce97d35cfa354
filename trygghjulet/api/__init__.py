"""The same queries and operations as the pages, for other systems: Open311, with which fault reports are sent here."""
