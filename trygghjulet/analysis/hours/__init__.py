"""When: the hours of the week and the days of the year, with the clock's own exposure."""
