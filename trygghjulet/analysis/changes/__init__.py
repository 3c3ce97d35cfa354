"""More or less: two periods, rolling windows, trends, forecasts and alarms."""
