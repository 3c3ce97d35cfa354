"""Every reader given files that are damaged, made up or made to harm."""
