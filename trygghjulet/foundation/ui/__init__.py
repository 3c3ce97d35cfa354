"""The look of every page: layout, forms, tables, errors, and how numbers and dates are written."""
