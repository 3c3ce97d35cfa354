"""The same queries and operations as the pages, as JSON for other systems. No interface is open yet."""
