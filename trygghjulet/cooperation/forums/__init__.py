"""The bodies that meet and decide: kind, level and who leads. Reads parties and agreements; leaves forums."""
