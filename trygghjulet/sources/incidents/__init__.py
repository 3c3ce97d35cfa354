"""Incidents with place and time, from the CSV, Excel, Parquet and map files of municipality and police."""
