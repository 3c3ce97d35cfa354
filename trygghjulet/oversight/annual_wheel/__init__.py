"""The year as a wheel of duties, meetings, the parties' own processes and seasons. Reads duties, forums and pictures;
leaves the parties' own processes and the addresses that calendar programs read.
"""
