"""The cooperation's public pages: what has been published, with small counts withheld. Reads feedback's
publications, leaves nothing behind.
"""
