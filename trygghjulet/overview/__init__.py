"""The start page: where each turn of the wheel stands, what is mine to do and where the red thread is
broken. Reads every room, leaves nothing behind.
"""
