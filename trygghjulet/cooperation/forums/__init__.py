"""The bodies that meet and decide: kind, level and who leads, and when they met. Reads parties and areas; leaves
forums, and meetings with their calls and notes.
"""
