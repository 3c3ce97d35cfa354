"""Reports from the field as material: a party's own reports as a file of incidents, without words and without names."""
