"""The year as a wheel of duties and meetings. Reads duties and forums; holds nothing yet."""
